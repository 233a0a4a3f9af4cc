import SalesCore

/// What every `Notifier` promises, by number.
public enum NotifierPromises {
    /// Every promise of a notifier.
    public static let all: [Promise<NotifierHarness>] = handingOver + failing

    private static let handingOver: [Promise<NotifierHarness>] = [
        promise(1, "a message is handed over once, to its recipient, with all that is told", on: .accepts) { tested in
            let message = Sample.message(to: tested.recipient)
            let receipt = try await tested.notifier.send(message)
            try demand(!receipt.answer.isEmpty, "the receipt has no answer for people")
            let deliveries = try await tested.deliveries()
            try demand(deliveries.count, equals: 1, "how many messages the carrier took")
            let delivery = try demandValue(deliveries.first, "the carrier took nothing")
            try demand(delivery.recipients.count, equals: 1, "to how many it went")
            for word in ["Kettle 1", "39.99"] {
                try demand(delivery.content.contains(word), "the content lacks “\(word)”: \(delivery.content)")
            }
        },
        promise(2, "the same message carries the same identifier, another its own", on: .accepts, needs: [.identifier])
        {
            tested in
            let first = Sample.message(to: tested.recipient)
            let second = Sample.message(2, to: tested.recipient)
            for message in [first, first, second] { _ = try await tested.notifier.send(message) }
            let found = try await tested.deliveries().map(\.identifier)
            try demand(found.count, equals: 3, "how many messages the carrier took")
            for (identifier, message) in zip(found, [first, first, second]) {
                let holdsIt = identifier?.contains(message.id.rawValue) ?? false
                try demand(holdsIt, "the identifier \(identifier ?? "nil") is not made of \(message.id)")
            }
            try demand(found[0], equals: found[1], "the identifier of a repetition")
        },
        promise(3, "nothing in a message's text changes where it goes or what it is made of", on: .accepts) { tested in
            _ = try await tested.notifier.send(Sample.message(to: tested.recipient))
            let plain = try demandValue(try await tested.deliveries().first, "the carrier took nothing")
            for (index, text) in Sample.hostileTexts.enumerated() {
                var message = Sample.message(10 + index, to: tested.recipient)
                message.subject = text
                message.text = text
                message.short = text
                message.html = "<p>escaped</p>"
                message.facts[0].productName = text
                _ = try await tested.notifier.send(message)
                let deliveries = try await tested.deliveries()
                try demand(deliveries.count, equals: index + 2, "how many messages the carrier took after “\(text)”")
                let delivery = try demandValue(deliveries.last, "the carrier took nothing")
                try demand(delivery.recipients, equals: plain.recipients, "where “\(text)” went")
                try demand(delivery.parts, equals: plain.parts, "what “\(text)” was made of")
            }
        },
        promise(4, "texts of every script arrive as they are", on: .accepts) { tested in
            for (index, text) in ["Café crème", "電気ケトル", "غلاية", "👩‍👩‍👧‍👦 🫖", "1 < 2 & \"3\" > '2'"].enumerated() {
                var message = Sample.message(30 + index, to: tested.recipient)
                message.subject = text
                message.text = text
                message.short = text
                message.facts[0].productName = text
                _ = try await tested.notifier.send(message)
                let content = try await tested.deliveries().last?.content ?? ""
                try demand(content.contains(text), "“\(text)” is not in what arrived: \(content)")
            }
        },
        promise(5, "a person without an address on the channel is told nothing", on: .accepts, needs: [.address]) {
            tested in
            var nobody = tested.recipient
            nobody.email = nil
            nobody.phone = nil
            try await demandFailure(.notConfigured, isWorthRetrying: false) {
                _ = try await tested.notifier.send(Sample.message(to: nobody))
            }
            try demand(try await tested.deliveries().count, equals: 0, "how many messages the carrier took")
        },
    ]

    private static let failing: [Promise<NotifierHarness>] = [
        promise(6, "a cancelled message stops at once", on: .stalls, needs: [.faultyCarrier]) { tested in
            let task = Task { try await tested.notifier.send(Sample.message(to: tested.recipient)) }
            try await tested.waitForCall()
            task.cancel()
            try await demandFailure(.cancelled, isWorthRetrying: nil) { _ = try await task.value }
        },
        Promise("NOTIFY-7", "a failure that may pass is worth another try", role: "notify", needs: [.faultyCarrier]) {
            harness in
            for behaviour in [CarrierBehaviour.failsForNow, .throttles(seconds: 7), .isUnreachable] {
                try await with(harness, behaviour) { tested in
                    try await demandFailure(nil, isWorthRetrying: true) {
                        _ = try await tested.notifier.send(Sample.message(to: tested.recipient))
                    }
                }
            }
        },
        Promise("NOTIFY-8", "a refusal for good is not tried again", role: "notify", needs: [.faultyCarrier]) {
            harness in
            try await with(harness, .refusesMessage) { tested in
                try await demandFailure(nil, isWorthRetrying: false) {
                    _ = try await tested.notifier.send(Sample.message(to: tested.recipient))
                }
            }
        },
        Promise("NOTIFY-9", "failures have the code of their cause, in words", role: "notify", needs: [.faultyCarrier])
        {
            harness in
            let causes: [(CarrierBehaviour, NotifyError.Code)] = [
                (.isUnreachable, .unavailable), (.refusesCredentials, .unauthorized), (.refusesMessage, .rejected),
            ]
            for (behaviour, code) in causes {
                try await with(harness, behaviour) { tested in
                    try await demandFailure(code, isWorthRetrying: nil) {
                        _ = try await tested.notifier.send(Sample.message(to: tested.recipient))
                    }
                }
            }
        },
    ]

    private static func promise(
        _ number: Int,
        _ sentence: String,
        on behaviour: CarrierBehaviour,
        needs: Set<PromiseNeed> = [],
        check: @escaping @Sendable (TestedNotifier) async throws -> Void
    ) -> Promise<NotifierHarness> {
        Promise("NOTIFY-\(number)", sentence, role: "notify", needs: needs) { harness in
            try await with(harness, behaviour, check)
        }
    }

    private static func with(
        _ harness: NotifierHarness,
        _ behaviour: CarrierBehaviour,
        _ check: (TestedNotifier) async throws -> Void
    ) async throws {
        let tested = try await harness.makeNotifier(behaviour)
        do {
            try await check(tested)
        } catch {
            await tested.dispose()
            throw error
        }
        await tested.dispose()
    }

    private static func demandFailure(
        _ code: NotifyError.Code?,
        isWorthRetrying: Bool?,
        from call: () async throws -> Void
    ) async throws {
        var failure: NotifyError?
        do {
            try await call()
        } catch {
            failure = try demandValue(error as? NotifyError, "it threw \(error), which is no NotifyError")
        }
        let found = try demandValue(failure, "it was accepted")
        if let code { try demand(found.code, equals: code, "the code of “\(found)”") }
        if let isWorthRetrying {
            try demand(found.advice != .never, equals: isWorthRetrying, "whether “\(found)” advises another try")
        }
        try demand(found.message.count > 10, "the message “\(found)” says too little")
    }
}
