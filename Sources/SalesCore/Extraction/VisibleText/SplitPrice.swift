import SalesHTML

/// Puts prices together again that a page splits over elements: `<span>19</span><sup>99</sup>` is 19.99.
enum SplitPrice {
    /// The visible text of an element, with a decimal separator put where the page shows the cents raised or small.
    static func text(of node: HTMLElement) -> String {
        let runs = node.visibleRuns(limit: maximumRuns)
        guard runs.count > 1 else { return runs.first?.text ?? "" }
        var output = ""
        for run in runs {
            if joins(run, after: output, in: node) {
                output += separator(for: output) + run.text
            } else if isSignedCents(run, after: output, in: node) {
                output += run.text
            } else if endsOpen(output) && run.text.first.map(isDigit) ?? false {
                // "19," and "99" in elements of their own.
                output += run.text
            } else if output.last.map(isDigit) ?? false, startsWithSeparator(run.text) {
                output += run.text
            } else {
                output += (output.isEmpty ? "" : " ") + run.text
            }
        }
        return output
    }

    /// Whether a piece of text is the cents of the digits before it.
    private static func joins(_ run: HTMLTextRun, after output: String, in node: HTMLElement) -> Bool {
        let digits = run.text.prefix(while: isDigit)
        guard digits.count == 2, output.last.map(isDigit) ?? false else { return false }
        let rest = run.text.dropFirst(2).first
        guard rest.map({ !isDigit($0) && $0 != "," && $0 != "." && $0 != "%" }) ?? true else { return false }
        let whole = output.reversed().prefix { isDigit($0) || $0 == "." || $0 == "," || $0 == " " || $0 == "'" }
        // Digits that have their cents already get no others.
        let tail = whole.prefix(3).map { $0 }
        if tail.count == 3, tail[2] == "," || tail[2] == "." { return false }
        return isRaised(run.element, in: node)
    }

    /// Whether a piece of text is a sign with the cents of the digits before it: `349<sup>€90</sup>`.
    private static func isSignedCents(_ run: HTMLTextRun, after output: String, in node: HTMLElement) -> Bool {
        let sign = run.text.unicodeScalars.first
        guard output.last.map(isDigit) ?? false, sign?.properties.generalCategory == .currencySymbol else {
            return false
        }
        let cents = run.text.dropFirst()
        return cents.count == 2 && cents.allSatisfy(isDigit) && isRaised(run.element, in: node)
    }

    /// Whether an element or one around it, up to the price's own, is raised, small or named for the fraction.
    private static func isRaised(_ element: HTMLElement, in node: HTMLElement) -> Bool {
        var current: HTMLElement? = element
        var steps = 0
        while let here = current, here != node, steps < 4 {
            if here.isNamed("sup") || here.isNamed("small") || here.isNamed("sub") { return true }
            let words = Hints.words(of: here)
            if !words.isDisjoint(with: fractionWords) { return true }
            current = here.parent
            steps += 1
        }
        return false
    }

    /// A point, or a comma where the whole part already groups its thousands with points.
    private static func separator(for output: String) -> String {
        let whole = output.reversed().prefix { isDigit($0) || $0 == "." }
        return whole.contains(".") ? "," : "."
    }

    private static func endsOpen(_ output: String) -> Bool {
        guard let last = output.last, last == "," || last == "." else { return false }
        return output.dropLast().last.map(isDigit) ?? false
    }

    private static func startsWithSeparator(_ text: String) -> Bool {
        guard let first = text.first, first == "," || first == "." else { return false }
        return text.utf8.count == 1 || text.utf8.count == 3 && text.dropFirst().allSatisfy(isDigit)
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    /// A price has only a few pieces.
    private static let maximumRuns = 24
    private static let fractionWords: Set<String> = [
        "fraction", "fractional", "cents", "cent", "decimal", "decimals", "centimes", "centavos", "kopecks", "pence",
        "penny",
        "sup", "superscript", "cts", "minor", "halere", "grosze", "subunit", "digits", "small", "rest", "fract", "dec",
    ]
}
