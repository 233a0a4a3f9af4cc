import SalesCore

extension AdminView.Overview {
    /// What a store knows of its archive.
    struct Archive {
        /// Days that are over and of which rows wait, oldest first.
        let waiting: [ArchiveDay]
        /// The runs of the last days, oldest first.
        let runs: [ArchiveRun]

        /// Whether anything was archived lately: where not, nobody may have wanted it.
        private var isUsed: Bool { runs.contains { $0.manifest != nil } }

        var tone: Tone {
            guard isUsed else { return .quiet }
            return waiting.count > Self.usualWaiting ? .warn : .good
        }

        var words: String {
            guard isUsed else { return "Nothing was archived in the last 31 days." }
            guard let oldest = waiting.first else { return "Every day that is over is archived and verified." }
            let days = CountedNoun.text(waiting.count, "day")
            return "\(days) \(waiting.count == 1 ? "waits" : "wait"), the oldest is \(oldest)."
        }

        var facts: [PageFact] {
            let kept = runs.filter { $0.manifest != nil }
            guard let last = kept.map(\.id.day).max() else { return [] }
            let rows = kept.reduce(0) { $0 + $1.rows }
            let bytes = kept.reduce(0) { sum, run in
                sum + (run.manifest?.parts.reduce(0) { $0 + $1.bytes } ?? 0)
            }
            let restored = runs.count { $0.step.isBroughtBack }
            return [
                PageFact(name: "Last archived day", value: last.description),
                PageFact(name: "Rows, 31 days", value: "\(rows)"),
                PageFact(name: "Stored, 31 days", value: "\((bytes + 1_023) / 1_024) KiB"),
                PageFact(name: "Brought back", value: CountedNoun.text(restored, "run")),
            ]
        }

        /// Yesterday may still be at work.
        private static let usualWaiting = 1
    }
}
