/// Decides how many tokens an address may have had when a letter to it is attempted.
///
/// Pure.
enum LetterLimits {
    /// The limits of an attempt, from 1.
    ///
    /// Each attempt makes a token of its own, so that no secret is kept for the next one. A letter that a mail server put
    /// off is therefore allowed what its own attempts used up, and no more: a flood of letters gets no further with it.
    static func limits(_ limits: [TokenLimit], attempt: Int) -> [TokenLimit] {
        limits.map { limit in
            let (count, overflow) = limit.count.addingReportingOverflow(max(0, attempt - 1))
            return TokenLimit(count: overflow ? .max : count, period: limit.period)
        }
    }
}
