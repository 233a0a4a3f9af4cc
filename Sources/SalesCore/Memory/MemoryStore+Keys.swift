extension MemoryStore {
    /// One address, however it is spelled.
    struct AddressKey: Hashable {
        let channel: Channel
        let text: String

        init(_ address: String, on channel: Channel) {
            self.channel = channel
            text = channel.addressKey(address)
        }
    }

    /// A person on one channel.
    struct PersonChannel: Hashable {
        let userID: UserID
        let channel: Channel
    }

    /// A token and whether it was used.
    struct TokenRecord {
        let token: AccountToken
        var isUsed = false
    }

    /// What the limits of tokens count by.
    struct TokenKey: Hashable {
        let purpose: AccountToken.Purpose
        let address: AddressKey

        init(_ token: AccountToken) {
            purpose = token.purpose
            address = AddressKey(token.address, on: token.channel)
        }
    }

    /// A carrier's report.
    struct ReportKey: Hashable {
        let channel: Channel
        let reference: String
    }

    /// A key of a person's request: its text byte for byte (text that only looks the same is not the same).
    struct RequestKey: Hashable {
        let userID: UserID
        let text: [UInt8]

        init(_ key: IdempotencyKey) {
            userID = key.userID
            text = Array(key.text.utf8)
        }
    }

    /// A request that may come again: who works on it until when, and its answer once there is one.
    struct RequestRecord {
        let fingerprint: SecretHash
        let begunAt: Timestamp
        var token: Int64
        var leaseEnd: Timestamp
        var answer: KeptAnswer?

        /// Whether somebody works on it at a moment of the store's clock.
        func isWorkedOn(at now: Timestamp) -> Bool { answer == nil && leaseEnd > now }

        /// Whether a token may still end the work.
        func isHeld(by token: Int64) -> Bool { answer == nil && self.token == token }
    }

    /// A window of a quota.
    struct QuotaKey: Hashable {
        let name: String
        let period: Duration
        let window: Range<Timestamp>

        init(_ quota: Quota, at time: Timestamp) {
            name = quota.name
            period = quota.period
            window = quota.window(at: time)
        }
    }
}
