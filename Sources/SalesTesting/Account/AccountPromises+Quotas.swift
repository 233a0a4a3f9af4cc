import SalesCore

extension AccountPromises {
    /// Promises about how much of something was used.
    static let quotas: [Promise<StoreHarness>] = [
        promise(50, "amounts are counted up to the limit, anew in each window since 1970", role: "quotas") {
            bench,
            accounts in
            let quota = Quota(name: "texts GB", amount: 3, limit: 7, period: .seconds(3_600))
            let start = Timestamp(milliseconds: bench.clock.now.milliseconds / 3_600_000 * 3_600_000)
            let end = start + .milliseconds(3_599_999)
            for (time, expected) in [(start, nil), (end, nil), (start, quota), (end + .milliseconds(1), nil)] {
                try demand(try await accounts.take([quota], at: time), equals: expected, "the answer at \(time)")
            }
            let rest = Quota(name: "texts GB", limit: 7, period: .seconds(3_600))
            try demand(try await accounts.take([rest], at: start), equals: nil, "the answer to what is left")
            try demand(try await accounts.take([rest], at: end), equals: rest, "the answer when nothing is left")
            try demand(try await accounts.take([], at: start), equals: nil, "the answer to no quota")
            let huge = Quota(name: "spent", amount: .max, limit: .max, period: .seconds(60))
            try demand(try await accounts.take([huge], at: start), equals: nil, "the answer to the highest amount")
            try demand(
                try await accounts.take([huge], at: start),
                equals: huge,
                "the answer to twice the highest amount"
            )
        },
        promise(51, "all are counted or none, and the first that is used up is named", role: "quotas") {
            bench,
            accounts in
            let now = bench.clock.now
            let wide = Quota(name: "client", limit: 2, period: .seconds(60))
            let full = Quota(name: "country", limit: 0, period: .seconds(60))
            let alsoFull = Quota(name: "spent", limit: 0, period: .seconds(60))
            for _ in 0..<5 {
                let answer = try await accounts.take([wide, full, alsoFull], at: now)
                try demand(answer, equals: full, "which is used up")
            }
            for expected in [nil, nil, wide] {
                try demand(try await accounts.take([wide], at: now), equals: expected, "the answer to the other alone")
            }
        },
        promise(52, "16 callers at once count no more than the limit", role: "quotas") { bench, accounts in
            let now = bench.clock.now
            let quotas = ["b", "a", "c"].map { Quota(name: $0, limit: 5, period: .seconds(3_600)) }
            let answers = try await bench.together { number in
                try await accounts.take(number % 2 == 0 ? quotas : quotas.reversed(), at: now)
            }
            try demand(answers.filter { $0 == nil }.count, equals: 5, "how many were counted")
        },
        promise(
            53,
            "name and length of a window tell quotas apart, and one that is given twice counts twice",
            role: "quotas"
        ) { bench, accounts in
            let midnight = Timestamp(milliseconds: bench.clock.now.utcDay * Timestamp.millisecondsPerDay)
            let hour = Quota(name: "client 1", limit: 1, period: .seconds(3_600))
            let day = Quota(name: "client 1", limit: 1, period: .seconds(86_400))
            let other = Quota(name: "client 2", limit: 1, period: .seconds(3_600))
            try demand(
                try await accounts.take([hour, day, other], at: midnight),
                equals: nil,
                "the answer to all three"
            )
            for quota in [hour, day, other] {
                try demand(try await accounts.take([quota], at: midnight), equals: quota, "the answer to one again")
            }
            let twice = Quota(name: "client 3", limit: 1, period: .seconds(3_600))
            try demand(try await accounts.take([twice, twice], at: midnight), equals: twice, "the answer to one twice")
            try demand(try await accounts.take([twice], at: midnight), equals: nil, "the answer to the same once")
        },
        promise(54, "windows that ended are removed, and no others", role: "quotas") { bench, accounts in
            let start = Timestamp(milliseconds: bench.clock.now.utcDay * Timestamp.millisecondsPerDay)
            let hour = Quota(name: "client", limit: 1, period: .seconds(3_600))
            let day = Quota(name: "client", limit: 1, period: .seconds(86_400))
            _ = try await accounts.take([hour, day], at: start)
            let full = Quota(name: "full", limit: 0, period: .seconds(3_600))
            let beside = Quota(name: "beside", limit: 1, period: .seconds(3_600))
            try demand(try await accounts.take([beside, full], at: start), equals: full, "which is used up")
            let end = start + .seconds(3_600)
            try demand(try await accounts.removeQuotas(endedBefore: end), equals: 0, "how many had ended")
            let after = end + .milliseconds(1)
            try demand(
                try await accounts.removeQuotas(endedBefore: after),
                equals: 1,
                "how many in which something was counted had ended"
            )
            try demand(try await accounts.take([day], at: start), equals: day, "the answer to the day")
            try demand(
                try await accounts.take([hour], at: start),
                equals: nil,
                "the answer to the hour, which is forgotten"
            )
        },
    ]
}
