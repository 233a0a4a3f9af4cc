import Logging
import Testing

@testable import SalesCore

@Suite("A carrier that cannot be reached")
struct CarrierWatchTests {
    private let lines = LogLines()
    private let watch: CarrierWatch

    init() {
        watch = CarrierWatch(logger: lines.logger(.notice))
    }

    private func fail(_ numbers: Range<Int>, _ code: NotifyErrorCode? = .unavailable, at now: Timestamp = .noon) {
        for number in numbers { watch.note(code, of: Alert.ID(rawValue: "\(number)"), over: .email, at: now) }
    }

    private func most(at now: Timestamp) -> Int? {
        let ready = watch.ready([.email, .sms], at: now)
        return ready.channels.contains(.email) ? ready.most : nil
    }

    @Test("is left in peace after five different messages, and gets one a second until one is taken")
    func rests() {
        fail(0..<4)
        #expect(most(at: .noon) == .max)
        fail(4..<5)
        #expect(most(at: .noon) == nil)
        #expect(watch.ready([.email, .sms], at: .noon).channels == [.sms])
        #expect(most(at: .noon + .milliseconds(999)) == nil)
        #expect(most(at: .noon + .seconds(1)) == 1)
        #expect(most(at: .noon + .seconds(1)) == nil)
        fail(5..<6, at: .noon + .seconds(1))
        #expect(most(at: .noon + .milliseconds(1_999)) == nil)
        #expect(most(at: .noon + .seconds(2)) == 1)
        fail(6..<7, nil, at: .noon + .seconds(2))
        #expect(most(at: .noon + .seconds(2)) == .max)
        #expect(
            lines.all == [
                "notice A carrier cannot be reached; one message a second is tried channel=email",
                "notice A carrier is back; what waited goes out channel=email",
            ]
        )
    }

    @Test("is none because of one message that fails again and again")
    func oneMessage() {
        for _ in 0..<100 { fail(0..<1) }
        #expect(most(at: .noon) == .max)
    }

    @Test(
        "is none where it answers in between, whatever it says",
        arguments: [nil, .throttled, .rejected, .badRecipient, .unauthorized, .other] as [NotifyErrorCode?]
    )
    func answers(code: NotifyErrorCode?) {
        fail(0..<4)
        fail(4..<5, code)
        fail(5..<9)
        #expect(most(at: .noon) == .max)
    }

    @Test(
        "is not back because of an outcome that nobody knows",
        arguments: [.unknownOutcome, .cancelled] as [NotifyErrorCode]
    )
    func unknown(code: NotifyErrorCode) {
        fail(0..<5)
        fail(5..<6, code)
        #expect(most(at: .noon) == nil)
    }

    @Test("is tried although the clock was put back")
    func clockPutBack() {
        fail(0..<5)
        #expect(most(at: .noon - .seconds(3_600)) == 1)
        #expect(most(at: .noon - .seconds(3_600)) == nil)
    }
}
