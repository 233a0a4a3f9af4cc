extension MemoryStore {
    /// Adds a person, or finds the one who has an address already.
    public func addUser(_ draft: User.New) throws(StoreError) -> AddedUser? {
        let keys = addressKeys(draft.email, draft.phone)
        let owners = Set(keys.compactMap { userIDs[$0] })
        guard owners.count < 2 else { return nil }
        if let owner = owners.first { return users.row(owner.rawValue).map { AddedUser(user: $0, isNew: false) } }
        let added = users.insert { number in
            User(
                id: UserID(rawValue: number),
                email: draft.email,
                firstName: draft.firstName,
                lastName: draft.lastName,
                phone: draft.phone,
                settings: draft.settings,
                createdAt: draft.createdAt
            )
        }
        for key in keys { userIDs[key] = added.id }
        return AddedUser(user: added, isNew: true)
    }

    /// The person of a number, or nil.
    public func user(_ id: UserID) throws(StoreError) -> User? {
        users.row(id.rawValue)
    }

    /// The person who has an address, or nil.
    public func user(at address: String, on channel: Channel) throws(StoreError) -> User? {
        userIDs[AddressKey(address, on: channel)].flatMap { users.row($0.rawValue) }
    }

    /// The people of these numbers, in the order of their numbers.
    public func users(_ ids: [UserID]) throws(StoreError) -> [User] {
        Set(ids).sorted().compactMap { users.row($0.rawValue) }
    }

    /// People in the order of their numbers.
    public func users(after token: PageToken?, limit: Int) throws(StoreError) -> Page<User> {
        try users.page(after: token, limit: limit) { _ in true }
    }

    /// Changes the parts of a person's row that are given.
    public func changeUser(_ id: UserID, _ change: UserChange) throws(StoreError) -> User? {
        guard let present = users.row(id.rawValue) else { return nil }
        let changed = present.changed(by: change)
        let keys = addressKeys(changed.email, changed.phone)
        guard keys.allSatisfy({ userIDs[$0].map { $0 == id } ?? true }) else {
            throw StoreError(.invalidArgument, message: "Somebody else has this address; nothing was changed.")
        }
        for key in addressKeys(present.email, present.phone) { userIDs[key] = nil }
        for key in keys { userIDs[key] = id }
        users.update(id.rawValue) { $0 = changed }
        if change.settings != nil { bringForward(of: id) }
        return changed
    }

    /// Makes a person's alerts due that were claimed and then held, to be decided anew.
    private func bringForward(of user: UserID) {
        let now = time.now
        for number in heldAlerts.filter({ $0.key.userID == user }).flatMap(\.value) {
            guard let alert = alertRows.row(number), alert.attempts == 0, alert.sentAt != nil else { continue }
            changeAlert(number) { $0.nextAttemptAt = now }
        }
    }

    /// Notes that a person proved an address theirs, and lets what waited for it be told.
    public func verify(
        _ address: String,
        on channel: Channel,
        of user: UserID,
        at time: Timestamp
    ) throws(StoreError) -> Bool {
        guard userIDs[AddressKey(address, on: channel)] == user else { return false }
        users.update(user.rawValue) { row in
            switch channel {
            case .email: row.emailVerifiedAt = row.emailVerifiedAt ?? time
            case .sms: row.phoneVerifiedAt = row.phoneVerifiedAt ?? time
            default: break
            }
        }
        for number in waitingAlerts[PersonChannel(userID: user, channel: channel)] ?? [] {
            changeAlert(number) { alert in
                alert.status = .pending
                alert.nextAttemptAt = time
                alert.isHeld = true
            }
        }
        return true
    }

    /// Removes a person with everything that names them.
    public func eraseUser(_ id: UserID, at time: Timestamp) throws(StoreError) {
        guard id != .local else {
            throw StoreError(.invalidArgument, message: "The local user cannot be erased; nothing was changed.")
        }
        guard let user = users.remove(id.rawValue) else { return }
        for key in addressKeys(user.email, user.phone) { userIDs[key] = nil }
        for subscription in subscriptions.all where subscription.userID == id {
            try removeSubscription(of: id, to: subscription.productID)
        }
        for alert in alertRows.all where alert.userID == id {
            if let number = alertNumbers[alert.id] { dropAlert(number) }
        }
        for record in tokens.values where record.token.userID == id { dropToken(record.token) }
        for letter in letters.all where letter.userID == id { dropLetter(letter) }
        for session in sessionRows.all where session.userID == id { dropSession(session) }
        requestKeys = requestKeys.filter { $0.key.userID != id }
        erased.insert(id)
        archive.pseudonyms[id] = nil
    }

    /// The numbers of erased people in ascending order.
    public func erasedUsers(after token: PageToken?, limit: Int) throws(StoreError) -> Page<UserID> {
        let start = try token.map { token throws(StoreError) in try token.position } ?? 0
        let size = pageSize(limit)
        let rest = erased.filter { $0.rawValue > start }.sorted()
        return Page(Array(rest.prefix(size + 1)), size: size) { $0.rawValue }
    }

    private func addressKeys(_ email: String?, _ phone: String?) -> [AddressKey] {
        [email.map { AddressKey($0, on: .email) }, phone.map { AddressKey($0, on: .sms) }].compactMap(\.self)
    }
}

extension User {
    /// The row with the parts that a change gives; an address that becomes another is not verified any more.
    fileprivate func changed(by change: UserChange) -> User {
        var row = self
        if let email = change.email {
            let isSame = email.map(Channel.email.addressKey) == row.email.map(Channel.email.addressKey)
            row.email = email
            if !isSame { row.emailVerifiedAt = nil }
        }
        if let phone = change.phone {
            if phone != row.phone { row.phoneVerifiedAt = nil }
            row.phone = phone
        }
        if let name = change.firstName { row.firstName = name }
        if let name = change.lastName { row.lastName = name }
        if let isAdmin = change.isAdmin { row.isAdmin = isAdmin }
        if let settings = change.settings { row.settings = settings }
        return row
    }
}
