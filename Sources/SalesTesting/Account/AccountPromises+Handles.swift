import SalesCore

extension AccountPromises {
    /// Promises about several handles on one store.
    static let handles: [Promise<StoreHarness>] = [
        promise(18, "several handles know the same people and bind each other", role: "users", needs: [.secondHandle]) {
            bench,
            first in
            let reopened = try await bench.secondHandle() as? any AccountStore
            let second = try demandValue(reopened, "the second handle is no `AccountStore`")
            let person = try await bench.person(1)
            try demand(try await second.user(person.id), equals: person, "the person by the other handle")
            let again = try await second.addUser(Sample.person(1))
            try demand(again, equals: AddedUser(user: person, isNew: false), "who the other handle adds")
            for round in 1...5 {
                let token = try bench.token(round, of: person)
                _ = try await first.addToken(token, limits: [])
                let now = bench.clock.now
                let used = try await bench.together { number in
                    try await (number % 2 == 0 ? first : second).useToken(token.hash, for: .verification, at: now)
                }
                try demand(used.compactMap(\.self), equals: [token], "what both gave for one token")
                let quota = Quota(name: "round \(round)", limit: 7, period: .seconds(60))
                let taken = try await bench.together { number in
                    try await (number % 2 == 0 ? first : second).take([quota], at: now)
                }
                try demand(taken.filter { $0 == nil }.count, equals: 7, "how much both gave of one quota")
            }
            let limits = [TokenLimit(count: 8, period: .seconds(60))]
            let kept = try await bench.together { number in
                let token = try bench.token(100 + number, of: person)
                return try await (number % 2 == 0 ? first : second).addToken(token, limits: limits)
            }
            try demand(kept.filter(\.self).count, equals: 3, "how many tokens both kept beside the five")
            _ = try await second.verify(person.email ?? "", on: .email, of: person.id, at: bench.clock.now)
            let alerts = try await bench.alerts(to: person, about: 1)
            _ = try await second.suppress(bench.suppression(person.email ?? "", .stop, reference: "r1"))
            try demand(try await bench.claimAlerts(channels: [.email]).count, equals: 0, "what the first tells then")
            try demand(try await bench.storedAlert(alerts[0].id)?.status, equals: .suppressed, "the alert's status")
            try await second.eraseUser(person.id, at: bench.clock.now)
            try demand(try await first.user(person.id), equals: nil, "the person whom the other handle erased")
        }
    ]
}
