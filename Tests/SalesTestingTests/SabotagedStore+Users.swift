import SalesCore
import SalesTesting
import Synchronization

extension SabotagedStore: AccountStore {
    /// What it wraps, as a store of accounts.
    func accounts() throws(StoreError) -> any AccountStore {
        guard let store = store as? any AccountStore else {
            throw StoreError(.other, message: "The store that is sabotaged knows no accounts.")
        }
        return store
    }

    func addUser(_ draft: User.New) async throws(StoreError) -> AddedUser? {
        var draft = draft
        if accountSabotage == .forgetsSettings { draft.settings = User.Settings() }
        if accountSabotage == .escapesNames { draft.firstName = draft.firstName?.replacing("<", with: "&lt;") }
        let added = try await accounts().addUser(draft)
        if let added { notes.withLock { $0.people.append(added.user) } }
        switch (accountSabotage, added) {
        case (.joinsPeople, nil):
            return try await accounts().user(at: draft.email ?? "", on: .email).map {
                AddedUser(user: $0, isNew: false)
            }
        case (.callsAllPeopleNew, let added?): return AddedUser(user: added.user, isNew: true)
        case (.overwritesPeople, let added?) where !added.isNew:
            let change = UserChange(firstName: draft.firstName)
            return try await accounts().changeUser(added.user.id, change).map { AddedUser(user: $0, isNew: false) }
        case (.trustsEverybody, let added?):
            let (address, time) = (added.user.email ?? "", added.user.createdAt)
            _ = try await accounts().verify(address, on: .email, of: added.user.id, at: time)
            return try await accounts().user(added.user.id).map { AddedUser(user: $0, isNew: added.isNew) }
        default: return added
        }
    }

    func user(_ id: UserID) async throws(StoreError) -> User? {
        try await accounts().user(id)
    }

    func user(at address: String, on channel: Channel) async throws(StoreError) -> User? {
        let found = try await accounts().user(at: address, on: channel)
        switch accountSabotage {
        case .mindsCaseOfPeople: return found?.address(on: channel) == address ? found : nil
        case .findsOnEveryChannel:
            if let mailed = try await accounts().user(at: address, on: .email) { return mailed }
            return try await accounts().user(at: address, on: .sms)
        default: return found
        }
    }

    func users(_ ids: [UserID]) async throws(StoreError) -> [User] {
        let found = try await accounts().users(ids)
        return accountSabotage == .listsPeopleBackwards ? found.reversed() : found
    }

    func users(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<User> {
        var page = try await accounts().users(after: token, limit: limit)
        if accountSabotage == .repeatsPeople, let first = page.elements.first { page.elements.append(first) }
        return page
    }

    func changeUser(_ id: UserID, _ change: UserChange) async throws(StoreError) -> User? {
        var change = change
        switch accountSabotage {
        case .changesNobody: return try await accounts().user(id)
        case .dropsWhatIsNotGiven: change.lastName = change.lastName ?? .some(nil)
        case .writesToOldAddresses: change.email = nil
        case .holdsOn: change.settings = nil
        case .letsGoOfAll where change.settings == nil: change.settings = try await accounts().user(id)?.settings
        case .looksForOwnersFirst:
            let owner = try await accounts().user(at: (change.email ?? nil) ?? "", on: .email)
            guard owner.map({ $0.id == id }) ?? true else {
                throw StoreError(.invalidArgument, message: "Somebody else has this address; nothing was changed.")
            }
        default: break
        }
        do throws(StoreError) {
            let changed = try await accounts().changeUser(id, change)
            guard accountSabotage == .keepsVerifications, let email = changed?.email else { return changed }
            _ = try await accounts().verify(email, on: .email, of: id, at: clock.now)
            return try await accounts().user(id)
        } catch {
            guard accountSabotage == .sharesAddresses, error.code == .invalidArgument else { throw error }
            return try await accounts().changeUser(id, UserChange(firstName: change.firstName))
        }
    }

    func verify(
        _ address: String,
        on channel: Channel,
        of user: UserID,
        at time: Timestamp
    ) async throws(StoreError) -> Bool {
        switch accountSabotage {
        case .losesProofs: return true
        case .believesEveryProof:
            _ = try await accounts().verify(address, on: channel, of: user, at: time)
            return true
        case .wakesTooEarly:
            return try await accounts().verify(address, on: channel, of: user, at: time - .seconds(10))
        default: return try await accounts().verify(address, on: channel, of: user, at: time)
        }
    }

    func eraseUser(_ id: UserID, at time: Timestamp) async throws(StoreError) {
        switch accountSabotage {
        case .erasesNobody: return
        case .erasesTheLocalUser where id == .local: return
        case .remembersNobodyElse: notes.withLock { $0.erased.append(id) }
        default: break
        }
        try await accounts().eraseUser(id, at: time)
    }

    func erasedUsers(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<UserID> {
        switch accountSabotage {
        case .forgetsWhoIsErased: return Page(elements: [], next: nil)
        case .remembersNobodyElse: return Page(elements: notes.withLock { $0.erased }, next: nil)
        default: return try await accounts().erasedUsers(after: token, limit: limit)
        }
    }
}
