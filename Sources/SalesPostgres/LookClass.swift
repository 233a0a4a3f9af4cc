import SalesCore

/// How many rows a claim looks at most, in a few steps that stand in the statement's text.
///
/// A plan that is made once for all arguments takes a limit that is an argument for a tenth of all rows, however few
/// they are (src/backend/optimizer/plan/planner.c, `preprocess_limit`); so the server would make a plan anew at each
/// claim, which takes longer than the claim. A number in the text is known to it. The exact limit still is an argument
/// around it: rows behind that are neither read nor locked.
enum LookClass: Int, CaseIterable {
    /// What one worker hands over at the same time.
    case few = 8
    case some = 64
    /// As many as there may be: ``maximumPageSize``.
    case all = 1_000

    /// The channels of a claim, its second argument.
    ///
    /// The condition always holds. Of a list that is an argument the server expects ten elements, and of those for which it
    /// knows no better that one in two hundred equals something (src/include/utils/selfuncs.h): so it expects one, and
    /// its plan for all arguments seems no dearer than one made anew.
    static let channels = "(SELECT channel FROM unnest($2::text[]) AS u(channel) WHERE channel = channel || '') AS c"

    /// How many rows are looked at once some were refused, so that many of them cost few looks.
    static let wide = 500

    /// How many due rows are to be looked at for so much room, when so many were refused already.
    static func width(of room: Int, refused: Int) -> Int { refused > 0 ? max(room, wide) : room }

    /// A statement for each step.
    static func statements(_ make: (LookClass) -> String) -> [LookClass: String] {
        Dictionary(uniqueKeysWithValues: allCases.map { ($0, make($0)) })
    }

    /// The statement that looks at so many rows.
    static func sql(of statements: [LookClass: String], for look: Int) -> String {
        let step = allCases.first { look <= $0.rawValue } ?? .all
        return statements[step] ?? ""
    }
}
