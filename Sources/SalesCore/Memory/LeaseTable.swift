/// Who holds what until when, with fencing tokens that are never given twice.
struct LeaseTable<Key: Hashable & Comparable & Sendable>: Sendable {
    private struct Lease: Sendable {
        let token: Int64
        var until: Timestamp
    }

    private var leases: [Key: Lease] = [:]
    private var ends = ReadyQueue<Key, Timestamp>()
    private var lastToken: Int64 = 0

    /// Gives a lease, which replaces any other of the key, and answers its token.
    mutating func grant(_ key: Key, until end: Timestamp) -> Int64 {
        lastToken += 1
        leases[key] = Lease(token: lastToken, until: end)
        ends.set(key, to: end)
        return lastToken
    }

    /// Whether somebody's lease still runs.
    func isHeld(_ key: Key, at now: Timestamp) -> Bool {
        leases[key].map { $0.until > now } ?? false
    }

    /// Whether this token's lease still runs.
    func isHeld(_ key: Key, by token: Int64, at now: Timestamp) -> Bool {
        leases[key].map { $0.token == token && $0.until > now } ?? false
    }

    /// Whether this token is the last that was given for a key that was not ended, run out or not.
    func isPresent(_ key: Key, token: Int64) -> Bool {
        leases[key]?.token == token
    }

    /// Lets a token's lease that still runs end later; answers whether it did.
    mutating func renew(_ key: Key, token: Int64, until end: Timestamp, at now: Timestamp) -> Bool {
        guard isHeld(key, by: token, at: now) else { return false }
        leases[key]?.until = end
        ends.set(key, to: end)
        return true
    }

    /// Ends a key's lease.
    mutating func end(_ key: Key) {
        leases[key] = nil
        ends.remove(key)
    }

    /// The keys whose leases ran out since the last call.
    ///
    /// They stay run out even if the clock is set back.
    mutating func takeEnded(at now: Timestamp) -> [Key] {
        var ended: [Key] = []
        while let first = ends.first(), first.order <= now {
            ends.popFirst()
            leases[first.key]?.until = Timestamp(milliseconds: .min)
            ended.append(first.key)
        }
        return ended
    }
}
