import SalesCore

/// What every `AccountStore` promises, by number, split by role as the port is.
///
/// The store that the harness makes conforms to `AccountStore` beside `TrackingStore`: what it keeps of people decides
/// whom its outbox hands out. They run as ``StorePromises`` do.
public enum AccountPromises {
    /// Every promise of a store of accounts, in the order of the roles.
    public static let all: [Promise<StoreHarness>] =
        users + changes + handles + erasure + tokens + suppressions + outbox + quotas + letters
        + disclosure + injections

    /// A promise whose check gets a fresh store and what is often needed around it.
    static func promise(
        _ number: Int,
        _ sentence: String,
        role: String,
        needs: Set<PromiseNeed> = [],
        check: @escaping @Sendable (StoreBench, any AccountStore) async throws -> Void
    ) -> Promise<StoreHarness> {
        Promise("ACCOUNT-\(number)", sentence, role: role, needs: needs) { harness in
            let clock = ManualClock()
            let tested = try await harness.makeStore(clock)
            do {
                let bench = StoreBench(clock: clock, tested: tested)
                try await check(bench, try bench.accounts())
            } catch {
                await tested.dispose()
                throw error
            }
            await tested.dispose()
        }
    }
}

extension StoreBench {
    /// The store as one of accounts.
    func accounts() throws -> any AccountStore {
        try demandValue(store as? any AccountStore, "the store is no `AccountStore`; leave out `AccountPromises`")
    }

    /// Adds the sample person of a number, who has verified nothing.
    func person(_ number: Int) async throws -> User {
        let added = try await accounts().addUser(Sample.person(number, at: clock.now))
        return try demandValue(added, "person \(number) was not added").user
    }

    /// Adds the sample person of a number, who has verified the addresses of these channels.
    func verifiedPerson(_ number: Int, on channels: [Channel] = [.email, .sms]) async throws -> User {
        let added = try await person(number)
        for channel in channels {
            let address = try demandValue(added.address(on: channel), "person \(number) has no address on \(channel)")
            let isNoted = try await accounts().verify(address, on: channel, of: added.id, at: clock.now)
            try demand(isNoted, equals: true, "whether a proof of person \(number) was noted")
        }
        return try demandValue(try await accounts().user(added.id), "person \(number) is not there")
    }

    /// Alerts to a person over the channels about a drop of a product of their own, by its number.
    ///
    /// - Parameter moment: until when they are kept back from their beginning; nil for not at all.
    @discardableResult
    func alerts(
        to user: User,
        about number: Int,
        over channels: [Channel] = [.email],
        keptUntil moment: Timestamp? = nil
    ) async throws -> [Alert] {
        let product = try await product(number)
        _ = try await follow(product.id, by: user.id)
        try await drop(of: product.id)
        return try await expandNext(channels: channels, keptUntil: moment)
    }

    /// The hash of a number, different for each.
    static func hash(_ number: Int) throws -> SecretHash {
        var bytes = [UInt8](repeating: 0xAB, count: SecretHash.length)
        for place in 0..<8 { bytes[place] = UInt8(truncatingIfNeeded: number >> (8 * place)) }
        return try demandValue(SecretHash(bytes: bytes), "32 bytes are no hash")
    }

    /// A token of a person's e-mail address that ends in an hour.
    func token(_ number: Int, of user: User, at time: Timestamp? = nil) throws -> AccountToken {
        let begin = time ?? clock.now
        return AccountToken(
            hash: try Self.hash(number),
            purpose: .verification,
            userID: user.id,
            channel: .email,
            address: user.email ?? "",
            createdAt: begin,
            endsAt: begin + .seconds(3_600)
        )
    }

    /// Runs the same in sixteen tasks at once and answers what each gave.
    func together<Answer: Sendable>(
        _ body: @escaping @Sendable (Int) async throws -> Answer
    ) async throws -> [Answer] {
        try await withThrowingTaskGroup(of: Answer.self) { group in
            for number in 0..<16 { group.addTask { try await body(number) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
