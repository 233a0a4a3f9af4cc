internal import HTTPTypes

extension HTTPFields {
    /// Sets a field by a name of ours.
    mutating func set(_ name: String, to value: String) {
        if let name = HTTPField.Name(name) { self[name] = value }
    }
}
