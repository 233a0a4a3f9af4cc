import SalesCore

extension AccountPromises {
    /// Promises about people who are forgotten.
    static let erasure: [Promise<StoreHarness>] = [
        promise(14, "erasing takes everything of a person and nothing of others", role: "erasure") { bench, accounts in
            let person = try await bench.verifiedPerson(1)
            let other = try await bench.verifiedPerson(2)
            let product = try await bench.followedProduct(1)
            _ = try await bench.follow(product.id, by: person.id)
            _ = try await bench.follow(product.id, by: other.id)
            try await bench.leaveTraces(of: person, numbers: 10)
            try await bench.leaveTraces(of: other, numbers: 20)
            let others = try await bench.traces(of: other, numbers: 20)
            try await accounts.eraseUser(person.id, at: bench.clock.now)
            try demand(try await bench.traces(of: person, numbers: 10), equals: [], "what is left of the person")
            try demand(try await bench.traces(of: other, numbers: 20), equals: others, "what is left of somebody else")
            try demand(try await bench.reread(product.id).activeFollowers, equals: 2, "how many follow the product")
            let alone = try await bench.product(10)
            try demand(alone.activeFollowers, equals: 0, "how many follow what only the person followed")
            try demand(try await accounts.users(after: nil, limit: 9).elements.count, equals: 2, "how many are there")
        },
        promise(
            15,
            "an alert or letter of an erased person loses its lease, and the number is not given again",
            role: "erasure"
        ) { bench, accounts in
            let person = try await bench.verifiedPerson(1)
            try await bench.alerts(to: person, about: 1)
            let letter = try await accounts.addLetter(bench.letter(1, to: person))
            let alerts = try await bench.claimAlerts(channels: [.email])
            let letters = try await bench.claimLetters()
            try demand([alerts.count, letters.count], equals: [1, letter == nil ? 0 : 1], "what was leased")
            try await accounts.eraseUser(person.id, at: bench.clock.now)
            let told = alerts.map {
                Settlement(alertID: $0.alert.id, token: $0.token, outcome: .accepted(at: bench.clock.now, receipt: nil))
            }
            try demand(try await bench.store.settle(told), equals: [false], "whether the alert was settled")
            let sent = letters.map { LetterSettlement(letterID: $0.letter.id, token: $0.token, outcome: .accepted) }
            try demand(try await accounts.settleLetters(sent), equals: [false], "whether the letter was settled")
            let again = try await bench.person(1)
            try demand(again.id > person.id, "number \(again.id) was given after \(person.id) was erased")
            try demand(again.emailVerifiedAt, equals: nil, "when the new person verified the address")
        },
        promise(16, "the local user is not erased, and erasing nobody remembers nobody", role: "erasure") {
            bench,
            accounts in
            try await demandError("erasing the local user", where: { ($0 as? StoreError)?.code == .invalidArgument }) {
                try await accounts.eraseUser(.local, at: bench.clock.now)
            }
            try demand(try await accounts.user(.local)?.id, equals: .local, "the local user")
            try await accounts.eraseUser(UserID(rawValue: 999), at: bench.clock.now)
            let erased = try await accounts.erasedUsers(after: nil, limit: 10).elements
            try demand(erased, equals: [], "who is remembered as erased")
        },
        promise(17, "the numbers of erased people are remembered, in pages and in order", role: "erasure") {
            bench,
            accounts in
            var people: [UserID] = []
            for number in 1...6 { people.append(try await bench.person(number).id) }
            for id in [people[4], people[0], people[2], people[2]] {
                try await accounts.eraseUser(id, at: bench.clock.now)
            }
            for limit in [1, 2, 100] {
                let erased = try await bench.allPages { try await accounts.erasedUsers(after: $0, limit: limit) }
                try demand(erased, equals: [people[0], people[2], people[4]], "who is erased, in pages of \(limit)")
            }
        },
        promise(19, "who saves for a person who is just being erased is in time or hears of nobody", role: "erasure") {
            bench,
            accounts in
            for round in 1...5 {
                let person = try await bench.person(round)
                let product = try await bench.product(round)
                _ = try await bench.follow(product.id, by: person.id)
                let draft = Sample.draft(of: person.id, to: product.id, at: bench.clock.now)
                let now = bench.clock.now
                _ = try await bench.together { number in
                    guard number == 0 else {
                        return try await bench.store.save(draft, expectedVersion: nil, dueAt: now)
                    }
                    try await accounts.eraseUser(person.id, at: now)
                    return nil
                }
                let late = try await bench.store.save(draft, expectedVersion: nil, dueAt: now)
                try demand(late, equals: nil, "what is saved for who was erased")
                let left = try await bench.store.subscription(of: person.id, to: product.id)
                try demand(left, equals: nil, "what they follow")
                try demand(try await bench.reread(product.id).activeFollowers, equals: 0, "how many follow the product")
            }
        },
    ]
}

extension StoreBench {
    /// Leaves everything of a person that can be: what they follow, alerts of every status, a token and letters.
    ///
    /// - Parameter first: the first of ten numbers that nothing else in the store has.
    func leaveTraces(of person: User, numbers first: Int) async throws {
        let accounts = try accounts()
        let statuses = Alert.Status.allCases.filter { $0 != .waiting }
        for (place, status) in statuses.enumerated() {
            let made = try await alerts(to: person, about: first + place)
            guard let outcome = outcome(of: status) else { continue }
            let claimed = try await claimAlerts(channels: [.email]).filter { $0.alert.id == made.first?.id }
            try demand(claimed.count, equals: 1, "how many new alerts could be leased")
            let settled = claimed.map { Settlement(alertID: $0.alert.id, token: $0.token, outcome: outcome) }
            try demand(try await store.settle(settled), equals: [true], "whether the alert was settled")
        }
        let isKept = try await accounts.addToken(token(first, of: person), limits: [])
        try demand(isKept, equals: true, "whether a token was kept")
        try await accounts.addLetter(letter(first, to: person))
        clock.advance(by: .seconds(1))
    }

    private func outcome(of status: Alert.Status) -> Settlement.Outcome? {
        switch status {
        case .accepted: .accepted(at: clock.now, receipt: "kept")
        case .dead: .dead(failure: "no")
        case .expired: .expired
        case .suppressed: .suppressed(reason: "asked")
        case .pending, .waiting: nil
        }
    }

    /// What there is of a person: names of kinds, with how many.
    func traces(of person: User, numbers first: Int) async throws -> [String] {
        let accounts = try accounts()
        var found: [String] = []
        if try await accounts.user(person.id) != nil { found.append("the row") }
        if try await accounts.user(at: person.email ?? "", on: .email) != nil { found.append("the address") }
        let alerts = try await store.alerts(matching: AlertFilter(userID: person.id), after: nil, limit: 100).elements
        found += alerts.map { "an alert that is \($0.status)" }
        let filter = SubscriptionFilter(userID: person.id)
        found += try await store.subscriptions(matching: filter, after: nil, limit: 100).elements.map {
            "\($0.productID)"
        }
        if try await accounts.token(Self.hash(first), for: .verification, at: clock.now) != nil {
            found.append("a token")
        }
        let channels: [Channel] = [.email]
        let letters = try await accounts.claimLetters(channels: channels, limit: 100, lease: .zero, at: clock.now)
        found += letters.filter { $0.letter.userID == person.id }.map { "letter \($0.letter.id)" }
        return found
    }
}
