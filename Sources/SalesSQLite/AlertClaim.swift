internal import GRDB
import SalesCore

/// The moments of a claim.
struct Attempt {
    /// When the leases end.
    let until: Timestamp
    /// When the attempt begins.
    let sentAt: Timestamp
}

/// A person on a channel, whose held alerts are told together.
struct DigestGroup: Hashable {
    let userID: UserID
    let channel: String
}

/// An alert that may be leased; with its group where it is held.
struct DueAlert {
    let dueAt: Int64
    let number: Int64
    let group: DigestGroup?

    init(_ row: inout RowReader) throws {
        dueAt = try row.number()
        number = try row.number()
        let isHeld = try row.flag()
        let group = DigestGroup(userID: try row.id(), channel: try row.text())
        self.group = isHeld ? group : nil
    }
}

extension Database {
    /// Leases alerts, and gives those that are refused the status of what refuses them.
    func lease(_ numbers: [Int64], _ attempt: Attempt) throws -> [ClaimedAlert] {
        guard !numbers.isEmpty else { return [] }
        let first = try newLeaseTokens(numbers.count)
        var claimed: [ClaimedAlert] = []
        for (place, number) in numbers.enumerated() {
            guard let recipient = try recipient(ofAlert: number) else { continue }
            let token = first + Int64(place)
            let arguments = Arguments(attempt.sentAt.milliseconds, token, attempt.until.milliseconds, number)
            guard let alert = try row(AlertStatements.lease, arguments, AlertRow.read) else { continue }
            claimed.append(ClaimedAlert(alert: alert, token: token, recipient: recipient))
        }
        return claimed
    }

    /// The person whom an alert may be told; nil where it is refused, which is written down.
    private func recipient(ofAlert number: Int64) throws -> User? {
        let found = try row(AlertStatements.addressee, Arguments(number)) { row in
            let channel = Channel(rawValue: try row.text())
            let isPaused = try row.numberOrNil().map { $0 != 0 }
            return (channel: channel, isPaused: isPaused, user: try row.flag() ? try UserRow.read(&row) : nil)
        }
        guard let found else { return nil }
        let refusal = try ClaimRefusal(on: found.channel, recipient: found.user, isPaused: found.isPaused) {
            try suppression(of: AddressDigest($0, on: found.channel)) != nil
        }
        guard let refusal else { return found.user }
        var arguments = Arguments()
        arguments.add(refusal.status.rawValue)
        arguments.add(refusal.words)
        arguments.add(number)
        try run(AlertStatements.refuse, arguments)
        return nil
    }

    /// The oldest due alerts of all these channels: each channel's own oldest, merged.
    func dueAlerts(of channels: [Channel], limit: Int, at now: Timestamp) throws -> [DueAlert] {
        var due: [DueAlert] = []
        for channel in channels {
            var arguments = Arguments()
            arguments.add(channel.rawValue)
            arguments.add(now)
            arguments.add(limit)
            due += try rows(AlertStatements.waiting, arguments) { try DueAlert(&$0) }
        }
        return Array(due.sorted { ($0.dueAt, $0.number) < ($1.dueAt, $1.number) }.prefix(limit))
    }

    /// The numbers of the held alerts that are due with the first of a group.
    func heldAlerts(of group: DigestGroup, at now: Timestamp) throws -> [Int64] {
        var arguments = Arguments()
        arguments.add(group.channel)
        arguments.add(group.userID)
        arguments.add(now)
        arguments.add(maximumDigest - 1)
        return try rows(AlertStatements.held, arguments) { try $0.number() }
    }
}
