import Synchronization

/// The live line at the bottom of a terminal.
///
/// The cursor rests at its beginning, and it is erased together with all below it. A terminal that gets narrower may
/// break the line in two; the cursor then still stands at the beginning of the first, so that nothing is left over.
final class StatusLine: Sendable {
    private struct Drawn: Hashable {
        var text: String
        var width: Int
    }

    /// Whether the terminal can move its cursor back.
    let isPossible: Bool
    /// Whether standard error shows on the same terminal.
    let coversErrors: Bool
    private let drawn = Mutex<Drawn?>(nil)

    /// Back to the line's beginning, and erase from there (ECMA-48, CR and ED).
    private static let erasure = "\r\u{1B}[J"

    init(isPossible: Bool, coversErrors: Bool) {
        self.isPossible = isPossible
        self.coversErrors = isPossible && coversErrors
    }

    /// Draws a text in place of what is there, unless it is there already.
    ///
    /// - Parameters:
    ///   - text: shorter than the width; nil takes the line away.
    ///   - width: the terminal's, at whose change the line is drawn anew.
    ///   - write: writes to the terminal, with nobody else writing meanwhile.
    func show(_ text: String?, width: Int, _ write: (String) -> Void) {
        guard isPossible else { return }
        drawn.withLock { drawn in
            let wanted = text.map { Drawn(text: $0, width: width) }
            guard wanted != drawn else { return }
            drawn = wanted
            write(Self.erasure + (text.map { $0 + "\r" } ?? ""))
        }
    }

    /// Writes lines where the live line stands; it is drawn again below them the next time.
    ///
    /// - Parameter write: is given what erases the live line, empty where there is none.
    func pushDown(_ write: (String) -> Void) {
        drawn.withLock { drawn in
            write(drawn == nil ? "" : Self.erasure)
            drawn = nil
        }
    }
}
