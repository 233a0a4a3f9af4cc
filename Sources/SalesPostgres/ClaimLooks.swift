import SalesCore

/// How a claim looks for what is due: again while a look refuses some, which makes room for others.
struct ClaimLooks {
    /// How many are wanted.
    let size: Int

    /// What one look gave.
    typealias Found = (taken: Int, refused: Int)

    /// Looks until there is enough, nothing was refused, or too much was.
    ///
    /// What is leased is handed out though a later look fails; who claims next hears of the failure.
    /// - Parameter look: takes how much room there is and how many rows are to be looked at for it.
    func run(
        _ look: (_ room: Int, _ width: Int) async throws(StoreError) -> Found
    ) async throws(StoreError) {
        var (taken, refused, before) = (0, 0, -1)
        while taken < size, refused > before, refused < ClaimRefusal.maximumInOneClaim {
            before = refused
            let room = size - taken
            do throws(StoreError) {
                let found = try await look(room, LookClass.width(of: room, refused: refused))
                taken += found.taken
                refused += found.refused
            } catch {
                guard taken > 0 else { throw error }
                return
            }
        }
    }
}
