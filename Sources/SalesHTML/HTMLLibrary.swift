internal import CLibxml2

/// The libxml2 that this process uses.
public enum HTMLLibrary {
    /// Its version, for example `2.9.14`.
    public static var version: String {
        // A number such as 20914, perhaps with words behind it.
        guard let text = sales_xml_version(), let number = Int(String(cString: text).prefix { $0.isNumber }) else {
            return "unknown"
        }
        return "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
    }
}
