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
