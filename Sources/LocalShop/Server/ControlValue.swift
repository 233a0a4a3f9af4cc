import Foundation

/// A JSON value as the control interface receives it.
enum ControlValue: Decodable, Equatable, Sendable {
    case null
    case text(String)
    case whole(Int)
    case other

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if (try? container.decode(Bool.self)) == nil, let whole = try? container.decode(Int.self) {
            self = .whole(whole)
        } else {
            self = .other
        }
    }
}
