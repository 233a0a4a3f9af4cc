import ArgumentParser
import SalesCore

/// A duration as people write it on the command line and in the configuration: see ``DurationNotation``.
struct DurationText: ExpressibleByArgument, Hashable {
    let duration: Duration

    /// Reads a duration; nil where the text is anything else.
    init?(argument: String) {
        guard let duration = DurationNotation.duration(argument) else { return nil }
        self.duration = duration
    }

    /// The duration in the largest unit that states it exactly.
    static func text(_ duration: Duration) -> String { DurationNotation.text(duration) }
}
