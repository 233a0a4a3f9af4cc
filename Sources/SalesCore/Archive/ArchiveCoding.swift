/// How the bytes of an archive's objects are packed.
public enum ArchiveCoding: String, Codable, Sendable, CaseIterable {
    /// As they are.
    case none
    /// RFC 1952.
    case gzip
    /// RFC 8878.
    case zstd

    /// What stands behind `.csv` in a key, by which programs know how to unpack it.
    var suffix: String {
        switch self {
        case .none: ""
        case .gzip: ".gz"
        case .zstd: ".zst"
        }
    }
}
