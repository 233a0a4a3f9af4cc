import ChromeDriver
import Foundation
import HTTPTypes
import PythonServers
import SalesCore
import Testing

@testable import LocalShop

@Suite("With a browser, from the first page to the last", .serialized, .timeLimit(.minutes(10)))
struct JourneyTests {
    private static let ann = "ann@example.org"

    @Test(
        "Somebody signs up, tracks a product, hears of its drop, stops the messages, and leaves nothing behind",
        arguments: [true, false]
    )
    func everybody(_ hasScripts: Bool) async throws {
        try await ServedHome.with(.all) { home in
            home.shop.setPrice(49_99, of: 6)
            try await Visitor.with(Browser.Look(hasScripts: hasScripts), at: home.origin) { visitor in
                try await Self.signUp(visitor, at: home)
                try await Self.signIn(visitor, at: home)
                let product = try await Self.track(visitor, at: home)
                home.shop.setPrice(39_99, of: 6)
                let letter = try await home.mail("Price drop: ", to: Self.ann)
                try await Self.readAlert(visitor, on: product)
                try await Self.stop(visitor, by: letter, at: home)
                try await Self.erase(visitor, at: home)
            }
        }
    }

    private static func signUp(_ visitor: Visitor, at home: ServedHome) async throws {
        try await visitor.open("/")
        try await visitor.judge()
        try await visitor.browser.type(ann, into: "#email")
        try await visitor.browser.type("Ann", into: "#first-name")
        try await visitor.browser.click("form[action='/sign-up'] button")
        try await visitor.sees("Look into your mail")
        try await visitor.judge()
        let letter = try await home.mail("Please confirm your address", to: ann)
        try await visitor.follow(try #require(try home.links(to: "/v/", in: letter).first))
        try await visitor.sees("The address is confirmed.", in: ".notice")
    }

    /// By the keyboard alone, as far as the page.
    private static func signIn(_ visitor: Visitor, at home: ServedHome) async throws {
        try await visitor.open("/sign-in")
        try await visitor.judge()
        try await visitor.browser.tab(to: "#address")
        try await visitor.browser.press(ann)
        try await visitor.browser.press(.enter)
        try await visitor.sees("Look into your mail", in: ".message h1")
        try await visitor.judge()
        let letter = try await home.mail("Your link to sign in", to: ann)
        let link = try #require(try home.links(to: "/s/", in: letter).first)
        try await visitor.follow(link)
        try await visitor.sees("My products")
        try await visitor.judge()
        try await visitor.browser.open(link)
        try await visitor.sees("This link does not work")
        try await visitor.judge(status: 404)
    }

    /// The address of the page of what is tracked.
    private static func track(_ visitor: Visitor, at home: ServedHome) async throws -> String {
        try await visitor.read(home.shop.page(6))
        try await visitor.sees("£49.99", in: ".found .money")
        try await visitor.sees("Price", in: ".found ~ .facts")
        try await visitor.choose(below: "40")
        try await visitor.track()
        try await visitor.sees("£49.99", in: ".hero-price .money")
        try await visitor.sees("£40.00", in: ".rule-words")
        let url = try await visitor.browser.url
        return String(url.prefix { $0 != "?" })
    }

    private static func readAlert(_ visitor: Visitor, on product: String) async throws {
        // The carrier has it a moment before the store knows that it has.
        let count = try await ServedHome.found { () -> Int? in
            try await visitor.browser.open(product)
            let count = try await visitor.browser.count(".events li")
            return count > 0 ? count : nil
        }
        #expect(count == 1)
        try await visitor.sees("£39.99", in: ".hero-price .money")
        try await visitor.sees("£39.99", in: ".events li")
        let chart = try await visitor.browser.content(of: ".chart-pair svg desc")
        #expect(chart.contains("now £39.99") && chart.contains("1 alert sent"), "\(chart)")
        try await visitor.judge()
        try await visitor.open("/alerts")
        try await visitor.sees("£39.99", in: ".events li")
        try await visitor.judge()
    }

    private static func stop(_ visitor: Visitor, by letter: SMTPSink.Mail, at home: ServedHome) async throws {
        let links = try home.links(to: "/u/", in: letter)
        try #require(links.count == 2, "one about the product, one about all")
        try await visitor.follow(links[0])
        try await visitor.sees("Stopped")
        try await visitor.judge()
        try await visitor.open("/products")
        let rows = try await visitor.browser.count("tbody tr")
        #expect(rows == 0)
        let field = try #require(letter.field("List-Unsubscribe"))
        for link in [String(field.dropFirst().dropLast()), links[1]] {
            let answer = try await home.stop(by: link)
            #expect(answer.status == .ok && answer.fields[.contentType]?.hasPrefix("text/plain") == true, "\(link)")
        }
    }

    private static func erase(_ visitor: Visitor, at home: ServedHome) async throws {
        let before = try await home.home.salesctl("users", "export", ann)
        #expect(before.status == 0 && before.output.contains(ann), "\(before.errors)")
        try await visitor.open("/settings")
        try await visitor.judge()
        try await visitor.browser.click("a[href='/settings/erase']")
        try await visitor.sees("Erase my account")
        try await visitor.judge()
        try await visitor.browser.type("erase", into: "#typed")
        try await visitor.browser.click("main form button.danger")
        try await visitor.agree()
        try await visitor.sees("Everything about you is erased.", in: ".notice")
        try await visitor.judge()
        for person in [ann, "2"] {
            let after = try await home.home.salesctl("users", "export", person)
            #expect(after.status == 66 && after.output.isEmpty, "\(after.output)")
        }
        try await visitor.open("/products")
        try await visitor.sees("Sign in")
    }
}

// MARK: - One person

extension JourneyTests {
    @Test(
        "The one at the keyboard chooses a price, pauses, deletes, sets quiet hours and makes a token",
        arguments: [true, false]
    )
    func oneself(_ hasScripts: Bool) async throws {
        try await ServedHome.with(.one) { home in
            home.shop.setPrice(49_99, of: 6)
            _ = home.shop.shop.setFault(Fault(kind: .twoPrices), of: 5)
            try await Visitor.with(Browser.Look(hasScripts: hasScripts), at: home.origin) { visitor in
                try await Self.signInByTerminal(visitor, at: home)
                try await Self.trackAmbiguous(visitor, home.shop.page(5))
                try await visitor.read(home.shop.page(6))
                try await visitor.track()
                try await Self.pauseAndDelete(visitor)
                try await Self.setQuietHours(visitor)
                try await Self.useToken(visitor, at: home)
            }
        }
    }

    private static func signInByTerminal(_ visitor: Visitor, at home: ServedHome) async throws {
        try await visitor.open("/products")
        try await visitor.sees("Sign in")
        try await visitor.judge()
        let run = try await home.home.salesctl("users", "link", "--origin", home.origin)
        #expect(run.status == 0, "\(run.errors)")
        try await visitor.follow(run.output.trimmingCharacters(in: .whitespacesAndNewlines))
        try await visitor.sees("My products")
        try await visitor.judge()
    }

    private static func trackAmbiguous(_ visitor: Visitor, _ page: String) async throws {
        try await visitor.read(page)
        let count = try await visitor.browser.count(".candidate")
        #expect(count >= 2)
        try await visitor.browser.click("button[value='save']")
        try await visitor.sees("Choose the price that you pay.", in: ".card-error")
        try await visitor.judge(status: 422)
        let price = try await visitor.browser.text(".candidate:first-of-type .candidate-price")
        try await visitor.browser.click(".candidate:first-of-type input")
        try await visitor.track()
        try await visitor.sees(price, in: ".hero-price .money")
    }

    private static func pauseAndDelete(_ visitor: Visitor) async throws {
        try await visitor.open("/products")
        try await visitor.tick(1)
        try await visitor.browser.click(".bulk button[value='pause']")
        try await visitor.sees("Paused.", in: ".notice")
        try await visitor.sees("Paused", in: "tbody tr:first-of-type .badge")
        try await visitor.judge()
        try await visitor.tick(2)
        try await visitor.browser.click(".bulk button.danger")
        try await visitor.sees("Delete 2 products?")
        try await visitor.judge()
        try await visitor.browser.click("main form button.danger")
        try await visitor.sees("Deleted.", in: ".notice")
        let rows = try await visitor.browser.count("tbody tr")
        #expect(rows == 0)
        try await visitor.judge()
    }

    private static func setQuietHours(_ visitor: Visitor) async throws {
        try await visitor.open("/settings")
        try await visitor.judge()
        try await visitor.browser.choose("22:30", in: "#quiet-start")
        try await visitor.browser.choose("07:00", in: "#quiet-end")
        try await visitor.browser.click("form[action='/settings/telling'] button")
        try await visitor.sees("Your settings are saved.", in: ".notice")
        let start = try await visitor.browser.attribute("value", of: "#quiet-start")
        let end = try await visitor.browser.attribute("value", of: "#quiet-end")
        #expect(start == "22:30" && end == "07:00")
    }

    private static func useToken(_ visitor: Visitor, at home: ServedHome) async throws {
        try await visitor.browser.type("Laptop script", into: "#token-label")
        try await visitor.browser.click(".token-form button")
        let token = try #require(try await visitor.browser.attribute("value", of: "#new-token"))
        try await visitor.judge()
        let answer = try await home.get("/api/v1/products", token: token)
        #expect(answer.status == .ok, "\(String(decoding: answer.body, as: UTF8.self))")
        // It was shown once.
        try await visitor.open("/settings")
        let page = try await visitor.browser.run("return document.documentElement.outerHTML").text
        #expect(page?.contains("Laptop script") == true && page?.contains(token) == false)
        try await visitor.browser.click("#tokens .lines button.danger")
        try await visitor.agree()
        try await visitor.sees("It is ended", in: ".notice")
        let refused = try await home.get("/api/v1/products", token: token)
        #expect(refused.status == .unauthorized)
    }
}

// MARK: - Every page

extension JourneyTests {
    private static let pages = [
        "/", "/products", "/products/new", "/products/1", "/products/1?range=all", "/products/1/delete", "/alerts",
        "/settings", "/websites", "/admin", "/admin/prices", "/admin/people",
    ]

    private static let looks = [
        Browser.Look(isDark: true), Browser.Look.phone, Browser.Look(width: 390, height: 844, isDark: true),
    ]

    @Test("Every page keeps nobody out, in the dark and at a phone", arguments: looks)
    func accessible(_ look: Browser.Look) async throws {
        try await ServedHome.with(.one) { home in
            home.shop.setPrice(49_99, of: 6)
            let page = home.shop.page(6)
            let tracked = try await home.home.salesctl("track", page, "--below", "40", "--every", "1s")
            #expect(tracked.status == 0, "\(tracked.errors)")
            home.shop.setPrice(39_99, of: 6)
            let isTold = try await ServedHome.found { () -> Bool? in
                let alerts = try await home.home.salesctl("alerts", "--format", "json")
                return alerts.output.contains(#""accepted""#) ? true : nil
            }
            #expect(isTold == true)
            let link = try await home.home.salesctl("users", "link", "--origin", home.origin)
            try await Visitor.with(look, at: home.origin) { visitor in
                try await visitor.follow(link.output.trimmingCharacters(in: .whitespacesAndNewlines))
                for path in Self.pages {
                    try await visitor.open(path)
                    try await visitor.judge()
                }
                try await visitor.open("/products/404")
                try await visitor.judge(status: 404)
            }
        }
    }
}
