/// Strict reading and writing of plain decimal numbers as scaled integers.
package enum DecimalText {
    /// More digits than Int64 can hold; longer texts are refused before any arithmetic.
    static let maximumLength = 40

    /// The number scaled by ten to the power of `fractionDigits`, or nil where the text is not exactly that.
    package static func minorUnits(of text: some StringProtocol, fractionDigits: Int) -> Int64? {
        guard text.utf8.count <= maximumLength else { return nil }
        var digits = Substring(text)
        let isNegative = digits.first == "-"
        if isNegative { digits.removeFirst() }
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty else { return nil }
        var fraction = parts.count == 2 ? parts[1] : ""
        guard parts.count == 1 || !fraction.isEmpty else { return nil }
        while fraction.count > fractionDigits, fraction.last == "0" { fraction.removeLast() }
        guard fraction.count <= fractionDigits else { return nil }
        var value: Int64 = 0
        let padding = repeatElement(UInt8(ascii: "0"), count: fractionDigits - fraction.count)
        for byte in Array(whole.utf8) + Array(fraction.utf8) + padding {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) = scaled.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
            guard !overflow, !carried else { return nil }
            value = sum
        }
        return isNegative ? -value : value
    }

    /// The scaled integer as a decimal number with exactly `fractionDigits` digits behind the point.
    static func text(of value: Int64, fractionDigits: Int) -> String {
        let digits = String(value.magnitude)
        let sign = value < 0 ? "-" : ""
        guard fractionDigits > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, fractionDigits + 1 - digits.count)) + digits
        return sign + padded.dropLast(fractionDigits) + "." + padded.suffix(fractionDigits)
    }
}
