import Foundation

extension User {
    /// How a person wants to be told: kept whole, and changed whole.
    public struct Settings: Hashable, Sendable {
        /// The language and region that messages are written in, a tag of BCP 47 such as `en-GB`; nil for the
        /// installation's.
        public let locale: String?
        /// The time zone that days and hours are counted in, a name of the IANA database such as `Europe/London`; nil
        /// for the installation's.
        public let zone: String?
        /// When nothing is told that can wait; nil for never.
        public let quietHours: QuietHours?
        /// The minute of the day at which alerts that are not urgent are told together; nil where each is told at once.
        public let digestAt: Int?
        /// How many messages a day a channel may bring at most, 1 to ``maximumDailyCap``; nil for as many as there are.
        public let dailyCap: Int?

        /// The installation's own way: no settings.
        public init() {
            locale = nil
            zone = nil
            quietHours = nil
            digestAt = nil
            dailyCap = nil
        }

        /// These settings; nil where one of them is none.
        ///
        /// A tag is refused that is not made of letters, digits and `-`, or is longer than ``maximumLocaleLength``; a
        /// zone that this machine does not know; a minute that no day has; a cap outside of 1 to ``maximumDailyCap``.
        public init?(
            locale: String? = nil,
            zone: String? = nil,
            quietHours: QuietHours? = nil,
            digestAt: Int? = nil,
            dailyCap: Int? = nil
        ) {
            if let zone, TimeZone(identifier: zone) == nil { return nil }
            self.init(checking: locale, zone, quietHours, digestAt, dailyCap)
        }

        /// The settings where their form is right; which zones there are differs from machine to machine.
        private init?(
            checking locale: String?,
            _ zone: String?,
            _ quietHours: QuietHours?,
            _ digestAt: Int?,
            _ dailyCap: Int?
        ) {
            guard locale.map(Self.isTag) ?? true, zone.map(Self.isZoneName) ?? true else { return nil }
            if let digestAt, !QuietHours.minutesOfDay.contains(digestAt) { return nil }
            if let dailyCap, !(1...Self.maximumDailyCap).contains(dailyCap) { return nil }
            self.locale = locale
            self.zone = zone
            self.quietHours = quietHours
            self.digestAt = digestAt
            self.dailyCap = dailyCap
        }

        /// The longest tag of a language, in characters (RFC 5646, 4.4.1).
        public static let maximumLocaleLength = 35
        /// The longest name of a zone, in characters: twice the longest of the IANA database.
        public static let maximumZoneLength = 64
        /// The highest ``dailyCap``.
        public static let maximumDailyCap = 1_000

        private static func isTag(_ text: String) -> Bool {
            text.utf8.count <= maximumLocaleLength
                && text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { part in
                    (1...8).contains(part.utf8.count) && part.utf8.allSatisfy(\.isLetterOrDigit)
                }
        }

        private static func isZoneName(_ text: String) -> Bool {
            (1...maximumZoneLength).contains(text.utf8.count)
                && text.utf8.allSatisfy { $0.isLetterOrDigit || [0x2F, 0x5F, 0x2D, 0x2B].contains($0) }
        }
    }
}

extension UInt8 {
    /// Whether it is a letter or a digit of ASCII.
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}

extension User.Settings: Codable {
    private enum CodingKeys: String, CodingKey {
        case locale, zone, quietHours, digestAt, dailyCap
    }

    /// Reads what is given; settings whose form is wrong are damaged data, a zone that this machine lacks is not.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let settings = Self(
            checking: try values.decodeIfPresent(String.self, forKey: .locale),
            try values.decodeIfPresent(String.self, forKey: .zone),
            try values.decodeIfPresent(QuietHours.self, forKey: .quietHours),
            try values.decodeIfPresent(Int.self, forKey: .digestAt),
            try values.decodeIfPresent(Int.self, forKey: .dailyCap)
        )
        guard let settings else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "these are no settings of a person")
            )
        }
        self = settings
    }
}
