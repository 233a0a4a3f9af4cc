/// Amounts that count the smallest unit of their currency.
enum MinorUnits {
    /// Such an amount as a decimal: `1999` is `19.99`; nil for anything but up to eighteen digits.
    static func decimal(_ text: String, digits: Int) -> String? {
        guard (0...4).contains(digits), !text.isEmpty, text.utf8.count <= 18,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let units = Int64(text)
        else { return nil }
        return DecimalText.text(of: units, fractionDigits: digits)
    }
}
