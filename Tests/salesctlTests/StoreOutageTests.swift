import SalesCore
import Testing

@testable import salesctl

@Suite("What the watch says of a store that fails")
struct StoreOutageTests {
    private let begin = Timestamp(milliseconds: 1_800_000_000_000)

    @Test("The same failure is said when it begins and again each minute, however many meet it")
    func once() {
        var outage = StoreOutage()
        var said: [Int] = []
        for second in 0..<150 {
            for _ in 0..<4 where outage.failed("gone", at: begin + .seconds(second)) { said.append(second) }
        }
        #expect(said == [0, 60, 120])
    }

    @Test("Other words are said at once, and two that take turns no more often than one")
    func otherWords() {
        var outage = StoreOutage()
        var said: [String] = []
        for second in 0..<50 {
            for words in ["gone", "late"] where outage.failed(words, at: begin + .seconds(second)) {
                said.append(words)
            }
        }
        #expect(said == ["gone", "late"])
    }

    @Test("Words that are new each time do not fill the memory or the log")
    func everNew() {
        var outage = StoreOutage()
        var said = 0
        for number in 0..<1_000 where outage.failed("\(number)", at: begin + .milliseconds(number)) { said += 1 }
        #expect(said == 16)
        let later = outage.failed("one more", at: begin + .seconds(70))
        #expect(later)
    }

    @Test("Its end is said once, with how long it lasted, and the next failure is a new one")
    func end() {
        var outage = StoreOutage()
        let before = outage.worked(at: begin)
        let said = [outage.failed("gone", at: begin), outage.failed("gone", at: begin + .seconds(1))]
        let ends = [outage.worked(at: begin + .seconds(75)), outage.worked(at: begin + .seconds(76))]
        let again = outage.failed("gone", at: begin + .seconds(77))
        #expect(before == nil && said == [true, false] && ends == [.seconds(75), nil] && again)
        // A clock that was put back makes no time that is less than none.
        let back = outage.worked(at: begin)
        #expect(back == .zero)
    }
}
