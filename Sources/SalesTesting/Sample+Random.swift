public import SalesCore

extension Sample {
    /// Texts that stores get wrong: scripts, marks that combine, emoji, quotes, and what SQL and LIKE mean something
    /// by.
    public static let texts = [
        "Café crème – 50 % de réduction", "cafe\u{301}", "caf\u{E9}", "電気ケトル 1.7L", "غلاية كهربائية", "קומקום",
        "👩‍👩‍👧‍👦 kettle 🫖", "O'Neill \"quoted\" \\ back; DROP TABLE products;--", "100% _under_ [x] *", "ß Straße İi ı",
        "  spaces  ", "line\nbreak\ttab", "%s %d ${x} {{y}}", "\u{FEFF}mark\u{200B}", "$1 ? :name @p",
    ]

    /// What stands in every field of a product's state, different for each draw.
    public static func state(_ random: inout SeededRandom) -> ProductState {
        var state = ProductState()
        state.price = maybe(&random) { money(Int64(bitPattern: $0.next()), pick(["GBP", "JPY", "KWD"], &$0)) }
        state.listPrice = maybe(&random) { money(Int64(bitPattern: $0.next()), "EUR") }
        state.availability = pick(Availability.allCases, &random)
        state.priceSince = maybe(&random, moment)
        state.lastReadAt = maybe(&random, moment)
        state.lastCheckAt = maybe(&random, moment)
        state.outcome = maybe(&random) { pick(Reading.Outcome.allCases, &$0) }
        state.reason = maybe(&random, text)
        state.consecutiveFailures = Int(random.next() % 1_000)
        state.brokenSince = maybe(&random, moment)
        state.lowestPrice = maybe(&random) { money(Int64(bitPattern: $0.next()), "KWD") }
        state.image = maybe(&random) { url("https://\(host)/images/\($0.next()).jpg") }
        state.lastRowDay = maybe(&random) { Int64($0.next() % 40_000) - 10_000 }
        state.origins = origins(&random)
        state.validators = Validators(etag: maybe(&random, text), lastModified: maybe(&random, text))
        state.bodyHash = maybe(&random) { $0.next() | 1 << 63 }
        state.learned = maybe(&random, text)
        state.quarantine = maybe(&random, quarantine)
        return state
    }

    private static func origins(_ random: inout SeededRandom) -> PriceOrigins {
        var origins = PriceOrigins()
        for index in 0..<Int64(random.next() % 4) {
            origins.note(text(&random), at: Timestamp(milliseconds: -1 + index))
        }
        return origins
    }

    /// A change with every field, different for each draw.
    public static func change(_ random: inout SeededRandom) -> PriceEvent.Change {
        PriceEvent.Change(
            before: side(&random),
            after: side(&random),
            oldLastReadAt: moment(&random),
            seenAt: moment(&random),
            confirmedAt: moment(&random),
            isUnusuallyLow: random.next() % 2 == 0,
            lowestBefore: maybe(&random) { money(Int64(bitPattern: $0.next()), "JPY") },
            trouble: maybe(&random, trouble),
            trace: maybe(&random, text)
        )
    }

    private static func trouble(_ random: inout SeededRandom) -> PriceEvent.Trouble {
        random.next() % 2 == 0
            ? .began(failures: Int(random.next() % 1_000), reason: text(&random)) : .ended(since: moment(&random))
    }

    /// Drafts of the local user with every rule and every field.
    public static func drafts(to product: ProductID, at time: Timestamp) -> [Subscription.Draft] {
        let rules: [Rule] =
            [
                .anyDrop, .below(money(.max, "KWD")),
                .dropByShare(basisPoints: RuleCondition.maximumBasisPoints, than: .asked),
                .dropByAmount(money(1, "JPY"), than: .highest(days: RuleCondition.maximumDays)), .backInStock,
            ] + [everyCondition].compactMap { $0 }
        return rules.enumerated().map { index, rule in
            Subscription.Draft(
                userID: .local,
                productID: product,
                rule: rule,
                channels: index % 2 == 0 ? [.webhook, .console, Channel(rawValue: "my-own")] : [],
                interval: index % 2 == 0 ? nil : .milliseconds(61_001 + index),
                coolDown: index % 2 == 0 ? .milliseconds(3_600_001 + index) : nil,
                isInDigest: index == 2,
                isPaused: index == 3,
                memory: RuleMemory(
                    reference: index == 0 ? nil : money(.min, "GBP"),
                    seenUntil: index == 3 ? nil : time + .milliseconds(index),
                    askedAbout: index == 4 ? nil : money(1, "KWD").currency,
                    triggers: (0..<max(1, index)).map { trigger in
                        RuleMemory.Trigger(
                            isArmed: (index + trigger) % 2 == 0,
                            recoveredSince: index == 1 ? nil : time - .milliseconds(trigger),
                            wasTold: trigger == 1
                        )
                    },
                    toldPrice: index == 2 ? nil : money(Int64(index), "JPY"),
                    toldFrom: index == 2 ? money(.max, "KWD") : nil,
                    toldAt: index == 3 ? time : nil,
                    tellsStanding: index == 5 ? true : nil
                ),
                createdAt: time + .milliseconds(index)
            )
        }
    }

    /// A rule of several alternatives, with every condition that stands in no other.
    private static let everyCondition = Rule([
        [.below(money(4_000, "GBP")), .backInStock], [.lowest(days: 30), .drop], [.lowest(days: nil)], [.change],
        [.soldOut], [.gone], [.lowerByAmount(money(500, "GBP"), than: .lastAlert)],
    ])

    /// The row that a draft makes.
    public static func subscription(
        of draft: Subscription.Draft,
        id: SubscriptionID,
        version: Int64
    ) -> Subscription {
        Subscription(
            id: id,
            userID: draft.userID,
            productID: draft.productID,
            rule: draft.rule,
            channels: draft.channels,
            interval: draft.interval,
            coolDown: draft.coolDown,
            isInDigest: draft.isInDigest,
            isPaused: draft.isPaused,
            memory: draft.memory,
            version: version,
            createdAt: draft.createdAt
        )
    }

    private static func side(_ random: inout SeededRandom) -> PriceEvent.Side {
        PriceEvent.Side(
            price: maybe(&random) { money(Int64(bitPattern: $0.next()), "JPY") },
            listPrice: maybe(&random) { money(Int64(bitPattern: $0.next()), "KWD") },
            availability: pick(Availability.allCases, &random),
            isGone: random.next() % 2 == 0
        )
    }

    private static func quarantine(_ random: inout SeededRandom) -> Quarantine {
        let offer = Offer(
            price: money(Int64(bitPattern: random.next()), "GBP"),
            listPrice: maybe(&random) { money(Int64(bitPattern: $0.next()), "GBP") },
            availability: pick(Availability.allCases, &random),
            name: maybe(&random, text),
            source: text(&random)
        )
        return Quarantine(
            claim: random.next() % 2 == 0 ? .offer(offer) : .gone(reason: text(&random)),
            firstSeenAt: moment(&random),
            agreements: Int(random.next() % 3),
            needed: Int(random.next() % 3) + 1,
            isImplausible: random.next() % 2 == 0
        )
    }

    private static func moment(_ random: inout SeededRandom) -> Timestamp {
        Timestamp(milliseconds: Int64(random.next() % 4_000_000_000_000) - 1_000_000_000_000)
    }

    private static func text(_ random: inout SeededRandom) -> String { pick(texts, &random) }

    private static func pick<Value>(_ values: [Value], _ random: inout SeededRandom) -> Value {
        values[Int(random.next() % UInt64(values.count))]
    }

    /// A value in three draws of four, else nil.
    private static func maybe<Value>(
        _ random: inout SeededRandom,
        _ make: (inout SeededRandom) -> Value
    ) -> Value? {
        random.next() % 4 == 0 ? nil : make(&random)
    }
}
