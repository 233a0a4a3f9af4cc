internal import CLibpq
import Foundation

/// What libpq uses for the parameters that an address leaves out.
enum LibpqDefaults {
    /// Its environment variables (with the service that `PGSERVICE` names) and what was compiled in.
    static func all() -> [String: String] {
        PQconndefaults().map(read) ?? [:]
    }

    /// The same with the service that an address names, whose file only libpq reads; nil where it does not find it.
    ///
    /// It is asked by an attempt to connect that it refuses before anything is looked up or connected to.
    static func ofService(_ given: [String: String]) -> [String: String]? {
        let attempt = LibpqParameters.start(given.merging([refused.keyword: refused.value]) { $1 })
        guard let attempt else { return nil }
        defer { PQfinish(attempt) }
        // Of a service that it does not find it takes nothing in, not even what was given.
        guard let found = PQconninfo(attempt).map(read), found[refused.keyword] == refused.value else { return nil }
        return found.filter { $0.key != refused.keyword }
    }

    /// Reads keywords with their values, and frees them.
    static func read(_ options: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            // To libpq a parameter without a value is one that is not there.
            if let value = option.pointee.val, value.pointee != 0 {
                values[String(cString: keyword)] = String(cString: value)
            }
            option += 1
        }
        return values
    }

    /// No version knows such a value, and all look at it before they connect.
    private static let refused = (keyword: "channel_binding", value: "only-asking")
}

/// What libpq is told, in its own terms.
enum LibpqParameters {
    /// Begins to connect with keywords and their values; nil where there is no memory.
    static func start(_ parameters: [String: String]) -> OpaquePointer? {
        let ordered = parameters.sorted { $0.key < $1.key }
        let keywords = ordered.map { strdup($0.key) }
        let values = ordered.map { strdup($0.value) }
        defer { for text in keywords + values { free(text) } }
        return PQconnectStartParams(
            keywords.map { UnsafePointer($0) } + [nil],
            values.map { UnsafePointer($0) } + [nil],
            0
        )
    }
}
