/// Which interfaces did not answer for several products at once, so that they are not asked so for a while.
///
/// A cache: a tracker that forgets it asks once more.
actor BatchRests {
    private var until: [String: Timestamp] = [:]

    /// How long an interface is left alone with batches.
    static let rest = Duration.seconds(3_600)

    func isResting(_ name: String, at now: Timestamp) -> Bool {
        until[name].map { $0 > now } ?? false
    }

    func rest(_ name: String, from now: Timestamp) {
        until[name] = now + Self.rest
    }
}
