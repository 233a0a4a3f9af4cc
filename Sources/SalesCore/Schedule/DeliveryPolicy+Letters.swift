extension DeliveryPolicy {
    /// What to do with a letter whose attempt failed: as with an alert.
    func settlement(
        of letter: Letter,
        after error: NotifyError,
        at now: Timestamp,
        using random: inout RandomSource
    ) -> LetterSettlement.Outcome {
        switch settlement(attempts: letter.attempts, failure: letter.failure, after: error, at: now, using: &random) {
        case .retry(let time, let failure): .retry(at: time, failure: failure)
        case .dead(let failure): .dead(failure: failure)
        }
    }
}
