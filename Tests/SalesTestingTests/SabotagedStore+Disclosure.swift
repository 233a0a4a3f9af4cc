import SalesCore

extension SabotagedStore {
    func letters(to user: UserID) async throws(StoreError) -> [Letter] {
        let told = try await accounts().letters(to: user)
        return accountSabotage == .tellsOnlyWhatIsOpen ? told.filter { $0.status == .pending } : told
    }

    func tokens(of user: UserID) async throws(StoreError) -> [KeptToken] {
        let told = try await accounts().tokens(of: user)
        return accountSabotage == .tellsOnlyWhatIsOpen ? told.filter { !$0.isUsed } : told
    }

    func counts(of names: [String]) async throws(StoreError) -> [QuotaCount] {
        accountSabotage == .tellsNoCounts ? [] : try await accounts().counts(of: names)
    }
}
