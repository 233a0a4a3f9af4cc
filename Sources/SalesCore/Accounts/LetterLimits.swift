/// Decides how many tokens an address may have had when a letter to it is attempted.
///
/// Pure.
enum LetterLimits {
    /// The limits of an attempt, from 1.
    ///
    /// Each attempt makes a token of its own, so that no secret is kept for the next one. A letter that a mail server put
    /// off is therefore allowed what its own attempts used up, and no more: a flood of letters gets no further with it.
    /// Who asks where they signed in before may have as many again as strangers can use up for them.
    static func limits(_ limits: [TokenLimit], of kind: Letter.Kind, attempt: Int) -> [TokenLimit] {
        limits.map { limit in
            let own = kind == .signInAgain ? limit.count : 0
            return TokenLimit(count: sum(sum(limit.count, own), max(0, attempt - 1)), period: limit.period)
        }
    }

    /// The sum, or the largest number where there is none.
    private static func sum(_ one: Int, _ other: Int) -> Int {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
