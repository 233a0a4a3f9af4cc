import Synchronization
import Testing

@testable import salesctl

@Suite("The status line")
struct StatusLineTests {
    /// Everything that was written, in order.
    private final class Screen: Sendable {
        private let text = Mutex("")

        func write(_ piece: String) { text.withLock { $0 += piece } }

        func taken() -> String {
            text.withLock { text in
                defer { text = "" }
                return text
            }
        }
    }

    private let screen = Screen()
    private let line = StatusLine(isPossible: true, coversErrors: false)

    @Test("is drawn once, leaves the cursor at its beginning, and is drawn anew when the width changes")
    func draws() {
        line.show("3 checks", width: 80, screen.write)
        #expect(screen.taken() == "\r\u{1B}[J3 checks\r")
        line.show("3 checks", width: 80, screen.write)
        #expect(screen.taken() == "")
        line.show("3 checks", width: 40, screen.write)
        #expect(screen.taken() == "\r\u{1B}[J3 checks\r")
    }

    @Test("is erased before a line of another kind and drawn again below it")
    func pushedDown() {
        line.show("3 checks", width: 80, screen.write)
        _ = screen.taken()
        line.pushDown { screen.write($0 + "told\n") }
        #expect(screen.taken() == "\r\u{1B}[Jtold\n")
        line.pushDown { screen.write($0 + "told\n") }
        #expect(screen.taken() == "told\n")
        line.show("3 checks", width: 80, screen.write)
        #expect(screen.taken() == "\r\u{1B}[J3 checks\r")
        line.show(nil, width: 80, screen.write)
        #expect(screen.taken() == "\r\u{1B}[J")
        line.show(nil, width: 80, screen.write)
        #expect(screen.taken() == "")
    }

    @Test("is not drawn where nothing can be erased")
    func impossible() {
        StatusLine(isPossible: false, coversErrors: true).show("3 checks", width: 80, screen.write)
        #expect(screen.taken() == "")
    }
}
