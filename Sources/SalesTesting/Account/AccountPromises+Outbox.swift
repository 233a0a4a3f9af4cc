import SalesCore

extension AccountPromises {
    /// Promises about whom the outbox of the same store tells.
    static let outbox: [Promise<StoreHarness>] = [
        promise(
            40,
            "an alert to no address is suppressed, to one that is not verified it waits, and neither counts an attempt",
            role: "outbox"
        ) { bench, accounts in
            let added = try await accounts.addUser(User.New(email: "a@example.com", createdAt: bench.clock.now))
            let mailOnly = try demandValue(added, "nobody was added").user
            let alerts = try await bench.alerts(to: mailOnly, about: 1, over: [.email, .sms, .webhook])
            let local = try demandValue(try await accounts.user(.local), "the local user is not there")
            let own = try await bench.alerts(to: local, about: 2, over: [.email, .sms])
            let all: [Channel] = [.email, .sms, .webhook]
            let told = try await bench.claimAlerts(channels: all)
            try demand(Set(told.map(\.alert.id)), equals: Set([alerts[2].id] + own.map(\.id)), "what is told")
            var mail = alerts[0]
            mail.status = .waiting
            try demand(try await bench.storedAlert(mail.id), equals: mail, "the alert to an unverified address")
            let text = try await bench.storedAlert(alerts[1].id)
            try demand(text?.status, equals: .suppressed, "the status of the alert to no address")
            try demand(text?.attempts, equals: 0, "its attempts")
            try demand(text?.failure != nil, "nothing says why the alert to no address is not told")
        },
        promise(
            41,
            "no alert is told to a suppressed address, however it is spelled, and only on its channel",
            role: "outbox"
        ) { bench, accounts in
            let person = try await bench.verifiedPerson(1)
            let alerts = try await bench.alerts(to: person, about: 1, over: [.email, .sms])
            _ = try await accounts.suppress(bench.suppression("pErson1@example.com", .stop, reference: "r1"))
            let told = try await bench.claimAlerts(channels: [.email, .sms])
            try demand(told.map(\.alert.id), equals: [alerts[1].id], "what is told")
            let mail = try await bench.storedAlert(alerts[0].id)
            try demand(mail?.status, equals: .suppressed, "the status of the other")
            try demand(mail?.attempts, equals: 0, "its attempts")
            let later = try await bench.alerts(to: person, about: 2)
            try demand(try await bench.claimAlerts(channels: [.email]).count, equals: 0, "what is told of a later drop")
            try demand(try await bench.storedAlert(later[0].id)?.status, equals: .suppressed, "the later one's status")
        },
        promise(
            42,
            "an alert that was suppressed stays so when the suppression is lifted; later ones are told",
            role: "outbox"
        ) { bench, accounts in
            let person = try await bench.verifiedPerson(1)
            let alerts = try await bench.alerts(to: person, about: 1)
            _ = try await accounts.suppress(bench.suppression("person1@example.com", .bounce, reference: "r1"))
            _ = try await bench.claimAlerts(channels: [.email])
            try await accounts.liftSuppression(of: "person1@example.com", on: .email)
            _ = try await accounts.verify("person1@example.com", on: .email, of: person.id, at: bench.clock.now)
            try demand(try await bench.claimAlerts(channels: [.email]).count, equals: 0, "what is told")
            try demand(try await bench.storedAlert(alerts[0].id)?.status, equals: .suppressed, "its status")
            let later = try await bench.alerts(to: person, about: 2)
            let told = try await bench.claimAlerts(channels: [.email]).map(\.alert.id)
            try demand(told, equals: later.map(\.id), "what is told of a later drop")
        },
        promise(43, "alerts that wait or are suppressed use up nothing of a claim's limit", role: "outbox") {
            bench,
            accounts in
            let waiting = try await bench.person(1)
            let stopped = try await bench.verifiedPerson(2)
            let told = try await bench.verifiedPerson(3)
            _ = try await accounts.suppress(bench.suppression("person2@example.com", .stop, reference: "r1"))
            for number in 0..<12 { try await bench.alerts(to: number % 2 == 0 ? waiting : stopped, about: number) }
            let expected = try await bench.alerts(to: told, about: 90)
            let claimed = try await bench.claimAlerts(1, channels: [.email])
            try demand(claimed.map(\.alert.id), equals: expected.map(\.id), "what a claim of 1 gave behind 12 others")
            try demand(claimed.first?.recipient, equals: told, "whom it is told")
        },
        promise(
            44,
            "a verification that comes while 8 workers claim leaves no alert waiting, and tells each once",
            role: "outbox"
        ) { bench, accounts in
            for round in 1...4 {
                let person = try await bench.person(round)
                var expected: Set<Alert.ID> = []
                for number in 0..<12 {
                    expected.formUnion(try await bench.alerts(to: person, about: 100 * round + number).map(\.id))
                }
                let now = bench.clock.now
                let told = try await withThrowingTaskGroup(of: [Alert.ID].self) { group in
                    for worker in 0..<9 {
                        group.addTask {
                            guard worker > 0 else {
                                _ = try await accounts.verify(person.email ?? "", on: .email, of: person.id, at: now)
                                return []
                            }
                            var mine: [Alert.ID] = []
                            for _ in 0..<4 {
                                mine += try await bench.claimAlerts(3, channels: [.email]).map(\.alert.id)
                            }
                            return mine
                        }
                    }
                    return try await group.reduce(into: []) { $0 += $1 }
                }
                let rest = try await bench.claimAlerts(100, channels: [.email]).map(\.alert.id)
                try demand((told + rest).count, equals: expected.count, "how many were told")
                try demand(Set(told + rest), equals: expected, "what was told")
            }
        },
        promise(
            45,
            "no claim that begins after an address was suppressed tells it, while 8 workers claim",
            role: "outbox"
        ) {
            bench,
            accounts in
            let person = try await bench.verifiedPerson(1)
            for number in 0..<40 { try await bench.alerts(to: person, about: number) }
            let report = bench.suppression("person1@example.com", .stop, reference: "r1")
            let late = try await withThrowingTaskGroup(of: Int.self) { group in
                for worker in 0..<9 {
                    group.addTask {
                        guard worker == 0 else {
                            for _ in 0..<4 { _ = try await bench.claimAlerts(1, channels: [.email]) }
                            return 0
                        }
                        _ = try await accounts.suppress(report)
                        return try await bench.claimAlerts(100, channels: [.email]).count
                    }
                }
                return try await group.reduce(0, +)
            }
            try demand(late, equals: 0, "how many alerts were told afterwards")
        },
        promise(
            46,
            "a person's alerts that were claimed and held are due, and held still, when their settings are given, and no others",
            role: "outbox"
        ) { bench, accounts in
            let person = try await bench.verifiedPerson(1)
            let other = try await bench.verifiedPerson(2)
            let later = bench.clock.now + .seconds(3_600)
            let held = try await bench.alerts(to: person, about: 1)[0].id
            let refused = try await bench.alerts(to: person, about: 2)[0].id
            let resting = try await bench.alerts(to: person, about: 3, keptUntil: later)[0].id
            let foreign = try await bench.alerts(to: other, about: 4)[0].id
            try await bench.settleDue([
                held: .held(until: later, reason: "night"), foreign: .held(until: later, reason: "night"),
                refused: .held(until: bench.clock.now, reason: "night"),
            ])
            try await bench.settleDue([refused: .retry(at: later, failure: "busy")])
            let tried = try await bench.alerts(to: person, about: 5)[0].id
            try await bench.settleDue([tried: .retry(at: later, failure: "busy")])
            _ = try await accounts.changeUser(person.id, UserChange(firstName: "Ann"))
            try demand(try await bench.claimAlerts(10, channels: [.email]).count, equals: 0, "what a new name lets go")
            _ = try await accounts.changeUser(person.id, UserChange(settings: User.Settings()))
            let row = try demandValue(try await bench.storedAlert(held), "an alert is lost")
            try demand(row.isHeld, equals: true, "whether it is held still")
            try demand(row.nextAttemptAt, equals: bench.clock.now, "when it is due")
            for (id, name) in [
                (refused, "failed after it was held"), (tried, "failed"), (resting, "was made for later"),
                (foreign, "is of somebody else"),
            ] {
                let moment = try await bench.storedAlert(id)?.nextAttemptAt
                try demand(moment, equals: later, "when an alert is due that \(name)")
            }
            let told = try await bench.claimAlerts(10, channels: [.email])
            try demand(told.map(\.alert.id), equals: [held], "what is told after the change")
        },
    ]
}

extension StoreBench {
    /// Claims what is due by mail, and settles it as given.
    fileprivate func settleDue(_ outcomes: [Alert.ID: Settlement.Outcome]) async throws {
        let claimed = try await claimAlerts(10, channels: [.email])
        try demand(Set(claimed.map(\.alert.id)), equals: Set(outcomes.keys), "what is due")
        let settlements = claimed.compactMap { item in
            outcomes[item.alert.id].map { Settlement(alertID: item.alert.id, token: item.token, outcome: $0) }
        }
        _ = try await store.settle(settlements)
    }
}
