/// Text that somebody else may have had a hand in, made safe for a line of a log.
enum LogText {
    /// The text on one line, without control and format characters, cut to ``maximumLength``.
    static func line(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.prefix(maximumLength).map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: " "
                    default: scalar
                    }
                }
            )
        )
    }

    /// The most of it, in Unicode scalars.
    static let maximumLength = 500
}
