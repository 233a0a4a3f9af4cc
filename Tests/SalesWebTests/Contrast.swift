import Foundation
import Testing

/// How far two colours are apart for the eye.
enum Contrast {
    /// The ratio of two colours, each as `#rrggbb`: from 1, the same, to 21.
    ///
    /// Source: WCAG 2.2, relative luminance and contrast ratio.
    static func ratio(_ one: String, _ other: String) throws -> Double {
        let levels = try [one, other].map { colour in
            let value = try #require(Int(colour.dropFirst(), radix: 16))
            let channels = [value >> 16, value >> 8 & 0xFF, value & 0xFF].map { channel in
                let share = Double(channel) / 255
                return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
        }.sorted()
        return (levels[1] + 0.05) / (levels[0] + 0.05)
    }
}
