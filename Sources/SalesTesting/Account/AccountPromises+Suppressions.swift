import SalesCore

extension AccountPromises {
    /// Promises about addresses that must not be written to.
    static let suppressions: [Promise<StoreHarness>] = [
        promise(
            30,
            "a suppression is found by its address on its channel, whatever the case of its letters",
            role: "suppressions"
        ) { bench, accounts in
            let suppression = bench.suppression("Person1@example.com", .complaint, reference: "r1")
            try demand(try await accounts.suppress(suppression), equals: true, "whether anything changed")
            for spelling in ["Person1@example.com", "person1@EXAMPLE.com"] {
                let found = try await accounts.suppression(of: spelling, on: .email)
                try demand(found, equals: suppression, "the suppression of \(spelling)")
            }
            let text = try await accounts.suppression(of: "Person1@example.com", on: .sms)
            try demand(text, equals: nil, "the suppression on another channel")
            let other = try await accounts.suppression(of: "person2@example.com", on: .email)
            try demand(other, equals: nil, "the suppression of another address")
        },
        promise(
            31,
            "a report that comes again changes nothing, also where the suppression was lifted",
            role: "suppressions"
        ) { bench, accounts in
            let report = bench.suppression("a@example.com", .bounce, reference: "r1")
            _ = try await accounts.suppress(report)
            var again = report
            again.kind = .complaint
            try demand(try await accounts.suppress(again), equals: false, "whether a repetition changed anything")
            let kept = try await accounts.suppression(of: "a@example.com", on: .email)
            try demand(kept, equals: report, "the suppression after a repetition")
            try await accounts.liftSuppression(of: "a@example.com", on: .email)
            try demand(try await accounts.suppress(report), equals: false, "whether one behind the lifting did")
            let lifted = try await accounts.suppression(of: "a@example.com", on: .email)
            try demand(lifted, equals: nil, "the suppression after that")
            var text = report
            text.channel = .sms
            try demand(try await accounts.suppress(text), equals: true, "whether one of another channel did")
        },
        promise(32, "a stricter reason takes the place of a milder one, never the other way", role: "suppressions") {
            bench,
            accounts in
            let kinds: [(Suppression.Kind, Bool)] = [
                (.bounce, true), (.bounce, false), (.stop, true), (.bounce, false), (.complaint, true), (.stop, false),
            ]
            var expected: Suppression?
            for (number, (kind, isStricter)) in kinds.enumerated() {
                var report = bench.suppression("a@example.com", kind, reference: "r\(number)")
                report.at = bench.clock.now + .seconds(number)
                try demand(try await accounts.suppress(report), equals: isStricter, "whether report \(number) counted")
                if isStricter { expected = report }
                let found = try await accounts.suppression(of: "a@example.com", on: .email)
                try demand(found, equals: expected, "the suppression after report \(number)")
            }
        },
        promise(
            33,
            "a suppression that is lifted is gone, on its channel only, and may come again",
            role: "suppressions"
        ) { bench, accounts in
            _ = try await accounts.suppress(bench.suppression("a@example.com", .stop, reference: "r1"))
            _ = try await accounts.suppress(bench.suppression("b@example.com", .stop, reference: "r2"))
            try await accounts.liftSuppression(of: "a@example.com", on: .sms)
            let kept = try await accounts.suppression(of: "a@example.com", on: .email)
            try demand(kept?.kind, equals: .stop, "the suppression when another channel's was lifted")
            try await accounts.liftSuppression(of: "A@example.com", on: .email)
            try await accounts.liftSuppression(of: "nobody@example.com", on: .email)
            let lifted = try await accounts.suppression(of: "a@example.com", on: .email)
            try demand(lifted, equals: nil, "the suppression that was lifted")
            let other = try await accounts.suppression(of: "b@example.com", on: .email)
            try demand(other?.kind, equals: .stop, "that of another address")
            let milder = bench.suppression("a@example.com", .bounce, reference: "r3")
            try demand(try await accounts.suppress(milder), equals: true, "whether a new report counted")
        },
        promise(
            35,
            "only a suppression of the kinds named that was reported until the moment named is lifted",
            role: "suppressions"
        ) { bench, accounts in
            let now = bench.clock.now
            let address = "a@example.com"
            var stop = bench.suppression(address, .stop, reference: "r1")
            stop.at = now
            _ = try await accounts.suppress(stop)
            let before = now - .milliseconds(1)
            for (kinds, moment, isLifted) in [
                ([.bounce, .complaint], now, false), ([], now, false), ([.stop], before, false), ([.stop], now, true),
                ([.stop], now, false),
            ] as [([Suppression.Kind], Timestamp, Bool)] {
                let answer = try await accounts.liftSuppression(
                    of: address,
                    on: .email,
                    kinds: kinds,
                    reportedUntil: moment
                )
                try demand(answer, equals: isLifted, "whether one of \(kinds) until \(moment) was lifted")
            }
            try demand(try await accounts.suppression(of: address, on: .email), equals: nil, "what is left")
        },
        promise(
            34,
            "suppressions come in pages, each once, in the order in which their addresses came",
            role: "suppressions"
        ) { bench, accounts in
            let names = ["d", "b", "e", "a", "c"].map { "\($0)@example.com" }
            for (number, name) in names.enumerated() {
                _ = try await accounts.suppress(bench.suppression(name, .bounce, reference: "r\(number)"))
            }
            _ = try await accounts.suppress(bench.suppression(names[0], .complaint, reference: "r9"))
            for limit in [1, 2, 100] {
                let listed = try await bench.allPages { try await accounts.suppressions(after: $0, limit: limit) }
                let digests = names.map { AddressDigest($0, on: .email) }
                try demand(listed.map(\.digest), equals: digests, "all suppressions in pages of \(limit)")
                try demand(listed.first?.kind, equals: .complaint, "the kind of the first")
            }
        },
        promise(
            36,
            "the reports of a channel since a moment, and only those, are counted, whatever became of their suppressions",
            role: "suppressions"
        ) { bench, accounts in
            let begin = bench.clock.now
            let kinds: [Suppression.Kind] = [.bounce, .bounce, .bounce, .complaint]
            for (number, kind) in kinds.enumerated() {
                var report = bench.suppression("a\(number)@example.com", kind, reference: "r\(number)")
                report.at = begin + .milliseconds(number)
                _ = try await accounts.suppress(report)
            }
            let phone = "+442079460001"
            let at = begin + .seconds(1)
            _ = try await accounts.suppress(
                Suppression(channel: .sms, address: phone, kind: .stop, reference: "r9", at: at)
            )
            try await accounts.liftSuppression(of: "a1@example.com", on: .email)
            _ = try await accounts.softenComplaint(of: AddressDigest("a3@example.com", on: .email))
            for (wait, expected) in [
                (0, [.bounce: 3, .complaint: 1]), (1, [.bounce: 2, .complaint: 1]), (3, [.complaint: 1]), (4, [:]),
            ] as [(Int, [Suppression.Kind: Int])] {
                let counts = try await accounts.reportCounts(on: .email, since: begin + .milliseconds(wait))
                try demand(counts, equals: expected, "the counts since \(wait) ms after the first")
            }
            let texts = try await accounts.reportCounts(on: .sms, since: begin)
            try demand(texts, equals: [.stop: 1], "the counts of texts")
        },
        promise(
            37,
            "reports from before a moment are forgotten, and only those; what they suppressed stays",
            role: "suppressions"
        ) { bench, accounts in
            let begin = bench.clock.now
            let reports = (0..<3).map { number in
                var report = bench.suppression("a\(number)@example.com", .bounce, reference: "r\(number)")
                report.at = begin + .milliseconds(number)
                return report
            }
            for report in reports { _ = try await accounts.suppress(report) }
            let removed = try await accounts.removeReports(reportedBefore: begin + .milliseconds(1))
            try demand(removed, equals: 1, "how many reports were forgotten")
            for (number, report) in reports.enumerated() {
                let kept = try await accounts.suppression(of: report.digest)
                try demand(kept, equals: report, "the suppression by report \(number)")
                try await accounts.liftSuppression(of: "a\(number)@example.com", on: .email)
                let answer = try await accounts.suppress(report)
                try demand(answer, equals: number == 0, "whether report \(number) counted when it came again")
            }
        },
        promise(
            38,
            "a complaint that is softened is a stop since the same moment, and what is none stays as it is",
            role: "suppressions"
        ) { bench, accounts in
            let digest = AddressDigest("a@example.com", on: .email)
            try demand(
                try await accounts.softenComplaint(of: digest),
                equals: false,
                "softening where there is nothing"
            )
            let bounce = bench.suppression("a@example.com", .bounce, reference: "r1")
            let other = bench.suppression("b@example.com", .complaint, reference: "r2")
            for report in [bounce, other] { _ = try await accounts.suppress(report) }
            try demand(try await accounts.softenComplaint(of: digest), equals: false, "softening a bounce")
            try demand(try await accounts.suppression(of: digest), equals: bounce, "the bounce after that")
            var complaint = bench.suppression("a@example.com", .complaint, reference: "r3")
            complaint.at = bench.clock.now + .seconds(1)
            _ = try await accounts.suppress(complaint)
            try demand(try await accounts.softenComplaint(of: digest), equals: true, "softening a complaint")
            var stop = complaint
            stop.kind = .stop
            try demand(try await accounts.suppression(of: digest), equals: stop, "what the complaint became")
            try demand(try await accounts.softenComplaint(of: digest), equals: false, "softening a stop")
            try demand(try await accounts.suppression(of: other.digest), equals: other, "another address's complaint")
            let again = bench.suppression("a@example.com", .complaint, reference: "r4")
            try demand(try await accounts.suppress(again), equals: true, "whether a new complaint counted")
        },
    ]
}

extension StoreBench {
    /// A report about an e-mail address.
    func suppression(_ address: String, _ kind: Suppression.Kind, reference: String) -> Suppression {
        Suppression(channel: .email, address: address, kind: kind, reference: reference, at: clock.now)
    }
}
