/// Records what came of attempts, again and again where the store is only busy: what is told and not recorded is told
/// twice.
struct SettlementPatience {
    let time: any TimeSource

    /// Between the tries; with what a store itself waits for a lock, about half a minute.
    static let waits: [Duration] = [.milliseconds(100), .milliseconds(500), .seconds(1), .seconds(2)]

    /// Settles, and answers what the store did.
    ///
    /// - Throws: what the store threw at the last try, or at once where another is of no use.
    func record(_ settle: () async throws(StoreError) -> [Bool]) async throws(StoreError) -> [Bool] {
        for wait in Self.waits {
            do throws(StoreError) {
                return try await settle()
            } catch {
                guard case .later = error.advice else { throw error }
                try? await time.sleep(for: wait)
            }
        }
        return try await settle()
    }
}
