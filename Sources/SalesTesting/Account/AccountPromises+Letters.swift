import SalesCore

extension AccountPromises {
    /// Promises about messages about accounts.
    static let letters: [Promise<StoreHarness>] = [
        promise(60, "a letter is added once, pending and due, and none to nobody", role: "letters") { bench, accounts in
            let person = try await bench.person(1)
            let draft = bench.letter(1, to: person, kind: .alreadyRegistered)
            let added = try await accounts.addLetter(draft)
            try demand(added, equals: draft.letter, "the letter")
            var other = bench.letter(1, to: person, kind: .verification)
            other.address = "b@example.com"
            try demand(try await accounts.addLetter(other), equals: draft.letter, "the answer to its identifier again")
            try demand(try await bench.claimLetters().map(\.letter.id), equals: [draft.id], "what is leased")
            var nobody = bench.letter(2, to: person)
            nobody.userID = UserID(rawValue: 999)
            try demand(try await accounts.addLetter(nobody), equals: nil, "the letter to nobody")
        },
        promise(
            61,
            "only pending letters that are due, of the channels asked for, are leased, oldest first",
            role: "letters"
        ) { bench, accounts in
            let person = try await bench.verifiedPerson(1)
            for (number, wait) in [3, 1, 2, 9].enumerated() {
                try await accounts.addLetter(bench.letter(number, to: person, dueAfter: .seconds(wait)))
            }
            try await accounts.addLetter(bench.letter(7, to: person, on: .sms, dueAfter: .seconds(1)))
            try demand(try await bench.claimLetters().count, equals: 0, "what is leased too early")
            bench.clock.advance(by: .seconds(3))
            try demand(try await bench.claimLetters(channels: []).count, equals: 0, "what is leased of no channel")
            let first = try await bench.claimLetters(1)
            try demand(first.map(\.letter.id), equals: [bench.letter(1, to: person).id], "what a claim of 1 gave")
            try demand(first.first?.letter.attempts, equals: 1, "its attempts")
            try demand(first.first?.recipient, equals: person, "the person")
            let rest = try await bench.claimLetters().map(\.letter.id)
            try demand(rest, equals: [2, 0].map { bench.letter($0, to: person).id }, "the rest")
            let text = try await bench.claimLetters(channels: [.sms]).map(\.letter.id)
            try demand(text, equals: [bench.letter(7, to: person).id], "what is leased of texts")
        },
        promise(62, "a leased letter is not leased again before its lease ends; tokens differ", role: "letters") {
            bench,
            accounts in
            let person = try await bench.person(1)
            try await accounts.addLetter(bench.letter(1, to: person))
            let first = try demandValue(try await bench.claimLetters().first, "the first claim gave nothing")
            bench.clock.advance(by: .milliseconds(29_999))
            try demand(try await bench.claimLetters().count, equals: 0, "a claim a millisecond before the lease ends")
            bench.clock.advance(by: .milliseconds(1))
            let second = try demandValue(try await bench.claimLetters().first, "a claim when it ended gave nothing")
            try demand(second.letter.attempts, equals: 2, "its attempts")
            try demand(second.token != first.token, "both leases have the token \(first.token)")
        },
        promise(
            63,
            "a letter to an address that is not the person's any more expires unless it is to be, and uses up nothing",
            role: "letters"
        ) { bench, accounts in
            let moved = try await bench.person(1)
            let person = try await bench.person(2)
            for number in 0..<5 { try await accounts.addLetter(bench.letter(number, to: moved)) }
            bench.clock.advance(by: .seconds(1))
            var respelled = bench.letter(7, to: person)
            respelled.address = "PERSON2@EXAMPLE.COM"
            try await accounts.addLetter(respelled)
            _ = try await accounts.changeUser(moved.id, UserChange(email: "new@example.com"))
            let leased = try await bench.claimLetters(1).map(\.letter.id)
            try demand(leased, equals: [respelled.id], "what a claim of 1 gave")
            var wished = bench.letter(8, to: person, kind: .newAddress)
            wished.address = "wished@example.com"
            try await accounts.addLetter(wished)
            let sent = try await bench.claimLetters().map(\.letter.address)
            try demand(sent, equals: [wished.address], "what goes to an address that is to be theirs")
            let expired = try await accounts.addLetter(bench.letter(0, to: moved))
            try demand(expired?.status, equals: .expired, "the status of a letter to the old address")
            try demand(expired?.attempts, equals: 0, "its attempts")
        },
        promise(
            64,
            "a letter to an address that bounced or complained expires, to one that said stop it is sent",
            role: "letters"
        ) { bench, accounts in
            for (number, kind) in Suppression.Kind.allCases.enumerated() {
                let person = try await bench.person(number)
                let report = bench.suppression("person\(number)@example.com", kind, reference: "r\(number)")
                _ = try await accounts.suppress(report)
                let draft = bench.letter(number, to: person)
                try await accounts.addLetter(draft)
                let leased = try await bench.claimLetters().map(\.letter.id)
                try demand(leased, equals: kind == .stop ? [draft.id] : [], "what is leased after a \(kind)")
                let status = try await accounts.addLetter(draft)?.status
                try demand(status, equals: kind == .stop ? .pending : .expired, "the status after a \(kind)")
            }
        },
        promise(65, "each outcome gives a letter its status and what is known of it", role: "letters") {
            bench,
            accounts in
            let person = try await bench.person(1)
            for number in 0..<5 { try await accounts.addLetter(bench.letter(number, to: person)) }
            let claimed = try await bench.claimLetters()
            let later = bench.clock.now + .seconds(60)
            let outcomes: [LetterSettlement.Outcome] = [
                .accepted, .retry(at: later, failure: "451 später"), .dead(failure: "550"), .expired, .released,
            ]
            let items = zip(claimed, outcomes).map {
                LetterSettlement(letterID: $0.letter.id, token: $0.token, outcome: $1)
            }
            let answers = try await accounts.settleLetters(items)
            try demand(answers, equals: [true, true, true, true, true], "the answers")
            var expected = claimed.map(\.letter)
            expected[0].status = .accepted
            expected[1].nextAttemptAt = later
            expected[1].failure = "451 später"
            expected[2].status = .dead
            expected[2].failure = "550"
            expected[3].status = .expired
            expected[4].attempts = 0
            for (number, letter) in expected.enumerated() {
                let found = try await accounts.addLetter(bench.letter(number, to: person))
                try demand(found, equals: letter, "letter \(number)")
            }
            try demand(try await bench.claimLetters().map(\.letter.id), equals: [expected[4].id], "what is due at once")
            bench.clock.advance(by: .seconds(60))
            let due = try await bench.claimLetters().map(\.letter.id)
            try demand(Set(due), equals: [expected[1].id, expected[4].id], "what is due later")
        },
        promise(
            66,
            "a lost or used token settles no letter, and a late one does while nobody took it over",
            role: "letters"
        ) { bench, accounts in
            let person = try await bench.person(1)
            let draft = bench.letter(1, to: person)
            try await accounts.addLetter(draft)
            let stale = try demandValue(try await bench.claimLetters().first, "no letter could be leased")
            bench.clock.advance(by: .seconds(30))
            let present = try demandValue(try await bench.claimLetters().first, "it could not be leased again")
            bench.clock.advance(by: .seconds(300))
            let nobody = Alert.ID(rawValue: "nobody")
            let answers = try await accounts.settleLetters([
                LetterSettlement(letterID: draft.id, token: stale.token, outcome: .accepted),
                LetterSettlement(letterID: nobody, token: present.token, outcome: .accepted),
                LetterSettlement(letterID: draft.id, token: present.token, outcome: .dead(failure: "no")),
                LetterSettlement(letterID: draft.id, token: present.token, outcome: .accepted),
            ])
            try demand(answers, equals: [false, false, true, false], "the answers")
            try demand(try await accounts.addLetter(draft)?.status, equals: .dead, "its status")
        },
        promise(68, "a late attempt settles no letter that expired meanwhile", role: "letters") { bench, accounts in
            let person = try await bench.person(1)
            let draft = bench.letter(1, to: person)
            try await accounts.addLetter(draft)
            let claimed = try demandValue(try await bench.claimLetters().first, "no letter could be leased")
            _ = try await accounts.changeUser(person.id, UserChange(email: "new@example.com"))
            bench.clock.advance(by: .seconds(300))
            try demand(try await bench.claimLetters().count, equals: 0, "what is sent to the old address")
            let late = LetterSettlement(letterID: draft.id, token: claimed.token, outcome: .accepted)
            try demand(try await accounts.settleLetters([late]), equals: [false], "the answer")
            try demand(try await accounts.addLetter(draft)?.status, equals: .expired, "its status")
        },
        promise(67, "old letters that are settled are removed, and no others", role: "letters") { bench, accounts in
            let person = try await bench.person(1)
            for number in 0..<3 {
                try await accounts.addLetter(bench.letter(number, to: person))
                guard number != 1 else { continue }
                let claimed = try await bench.claimLetters().filter { $0.letter.id != bench.letter(1, to: person).id }
                let sent = claimed.map { LetterSettlement(letterID: $0.letter.id, token: $0.token, outcome: .accepted) }
                try demand(
                    try await accounts.settleLetters(sent),
                    equals: [true],
                    "whether letter \(number) was settled"
                )
                bench.clock.advance(by: .seconds(60))
            }
            let limit = bench.clock.now - .seconds(60)
            try demand(try await accounts.removeLetters(madeBefore: limit), equals: 1, "how many were removed")
            try demand(try await accounts.removeLetters(madeBefore: limit), equals: 0, "how many were removed again")
            let pending = try await accounts.addLetter(bench.letter(1, to: person))
            try demand(pending?.createdAt, equals: limit, "when the pending letter was made")
            let young = try await accounts.addLetter(bench.letter(2, to: person))
            try demand(young?.status, equals: .accepted, "the status of the young one")
        },
    ]
}

extension StoreBench {
    /// A letter of a number to a person, over e-mail and due at once unless told otherwise.
    func letter(
        _ number: Int,
        to person: User,
        kind: Letter.Kind = .verification,
        on channel: Channel = .email,
        dueAfter wait: Duration = .zero
    ) -> Letter.New {
        Letter.New(
            id: Alert.ID(rawValue: "letter-\(number)"),
            userID: person.id,
            channel: channel,
            address: person.address(on: channel) ?? "",
            kind: kind,
            createdAt: clock.now + wait
        )
    }

    /// Leases letters that are due.
    func claimLetters(_ limit: Int = 10, channels: [Channel] = [.email]) async throws -> [ClaimedLetter] {
        try await accounts().claimLetters(channels: channels, limit: limit, lease: .seconds(30), at: clock.now)
    }
}
