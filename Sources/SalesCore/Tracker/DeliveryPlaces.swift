/// How many alerts of each channel are being handed over, so that no carrier gets more at a time than it may.
actor DeliveryPlaces {
    private let channels: [Channel]
    private let limit: Int
    private var taken: [Channel: Int] = [:]

    /// - Parameter limit: places of each channel, at least 1.
    init(channels: [Channel], limit: Int) {
        self.channels = channels
        self.limit = max(1, limit)
    }

    /// The channels that have a place, and how many each of them has at least.
    func free() -> (channels: [Channel], room: Int) {
        let open = channels.filter { !isFull($0) }
        return (open, open.map { limit - taken[$0, default: 0] }.min() ?? 0)
    }

    private func isFull(_ channel: Channel) -> Bool { taken[channel, default: 0] >= limit }

    func take(_ channel: Channel) { taken[channel, default: 0] += 1 }

    /// Gives a place back.
    ///
    /// - Returns: Whether it was the channel's last one.
    @discardableResult
    func giveBack(_ channel: Channel) -> Bool {
        defer { taken[channel, default: 0] -= 1 }
        return isFull(channel)
    }
}
