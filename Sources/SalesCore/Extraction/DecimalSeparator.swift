/// The sign between the whole and the fraction of a number, as people of a place write it.
public enum DecimalSeparator: String, Codable, Sendable, CaseIterable {
    /// A point: `1,299.95`.
    case point = "."
    /// A comma: `1.299,95`.
    case comma = ","
}
