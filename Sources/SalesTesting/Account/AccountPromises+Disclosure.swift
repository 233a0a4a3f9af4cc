import SalesCore

extension AccountPromises {
    /// Promises about telling people what is kept of them.
    static let disclosure: [Promise<StoreHarness>] = [
        promise(70, "all letters to a person are told, whatever became of them, and nobody else's", role: "disclosure")
        {
            bench,
            accounts in
            let person = try await bench.person(1)
            let other = try await bench.person(2)
            for number in 1...3 { try await accounts.addLetter(bench.letter(number, to: person)) }
            try await accounts.addLetter(bench.letter(4, to: other))
            let claimed = try await bench.claimLetters(2)
            try demand(claimed.count, equals: 2, "how many letters were leased")
            let outcomes: [LetterSettlement.Outcome] = [.accepted, .dead(failure: "no such box")]
            let settlements = zip(claimed, outcomes).map { item, outcome in
                LetterSettlement(letterID: item.letter.id, token: item.token, outcome: outcome)
            }
            _ = try await accounts.settleLetters(settlements)
            let told = try await accounts.letters(to: person.id)
            try demand(told.map(\.id), equals: (1...3).map { bench.letter($0, to: person).id }, "the letters")
            try demand(told.map(\.status), equals: [.accepted, .dead, .pending], "what became of them")
            try demand(told.map(\.attempts), equals: [1, 1, 0], "how often they were tried")
            try demand(told.map(\.failure), equals: [nil, "no such box", nil], "why they failed")
            let nobodys = try await accounts.letters(to: UserID(rawValue: 999))
            try demand(nobodys, equals: [], "the letters to nobody")
        },
        promise(71, "all tokens of a person are told, used or ended, and nobody else's", role: "disclosure") {
            bench,
            accounts in
            let person = try await bench.person(1)
            let other = try await bench.person(2)
            let tokens = try [3, 1, 2].map { try bench.token($0, of: person, at: bench.clock.now + .seconds(10 - $0)) }
            for token in tokens { _ = try await accounts.addToken(token, limits: []) }
            _ = try await accounts.addToken(try bench.token(4, of: other), limits: [])
            _ = try await accounts.useToken(tokens[1].hash, for: .verification, at: bench.clock.now)
            bench.clock.advance(by: .seconds(7_200))
            let told = try await accounts.tokens(of: person.id)
            let expected = [(0, false), (2, false), (1, true)].map { KeptToken(token: tokens[$0], isUsed: $1) }
            try demand(told, equals: expected, "the tokens")
        },
        promise(72, "what was counted under names is told by window, and nothing of other names", role: "disclosure") {
            bench,
            accounts in
            let now = bench.clock.now
            let day = Duration.seconds(86_400)
            let quotas = ["told:2:email", "guesses:sms:2", "told:22:email"].map {
                Quota(name: $0, amount: 3, limit: 7, period: day)
            }
            for time in [now + day, now] {
                let refused = try await accounts.take(quotas, at: time)
                try demand(refused, equals: nil, "whether the quotas were counted")
            }
            let names = ["told:2:email", "nothing", "guesses:sms:2"]
            let expected = [quotas[0], quotas[1]].flatMap { quota in
                [now, now + day].map { QuotaCount(name: quota.name, window: quota.window(at: $0), used: 3) }
            }
            try demand(try await accounts.counts(of: names), equals: expected, "the counts")
            try demand(try await accounts.counts(of: []), equals: [], "the counts of no name")
        },
    ]
}
