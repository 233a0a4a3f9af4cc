import SalesCore

/// A pin as people write it on the command line.
enum PinOption {
    /// The selection of a pin.
    static func selection(_ text: String) throws(CommandFailure) -> Selection {
        do {
            return try Pin(text).selection
        } catch {
            throw CommandFailure(.usage, "--pin: \(error).")
        }
    }
}
