import Foundation
import Testing

@testable import salesctl

@Suite("Paths that begin with ~", .timeLimit(.minutes(15)))
struct PersonalPathTests {
    @Test("lead into the home folder only where ~ stands alone at the beginning")
    func rule() throws {
        let cases = [
            ("~", "/home/ann"), ("~/x", "/home/ann/x"), ("~/", "/home/ann/"), ("/a/~/x", "/a/~/x"), ("a~", "a~"),
            ("./~bob", "./~bob"), ("", ""),
        ]
        for (text, whole) in cases { #expect(try PersonalPath.whole(text, home: "/home/ann") == whole, "\(text)") }
        for text in ["~bob/x", "~~", "~.config"] {
            let error = #expect(throws: PersonalPath.Invalid.self) { try PersonalPath.whole(text, home: "/home/ann") }
            #expect(error?.words.contains("only ~/ is known here") == true)
        }
        #expect(XDGFolder.home(["HOME": "/home/ann"]) == "/home/ann")
        #expect(XDGFolder.home(["HOME": "ann"]) == XDGFolder.home([:]))
    }

    @Test("are those of HOME for every command, in options, in variables and in the configuration file")
    func everywhere() async throws {
        try await Sandbox.with { home in
            let store = "sqlite:~/kept/prices.sqlite"
            #expect(try await home.salesctl("migrate", "--store", store).status == 0)
            #expect(FileManager.default.fileExists(atPath: home.folder.path + "/kept/prices.sqlite"))
            let list = try await home.salesctl("list", "--store", store)
            #expect(list.status == 0, "\(list.errors)")
            #expect(try await home.salesctl(["list"], environment: ["SALES_STORE": store]).status == 0)

            let der = Data([0x30, 3, 2, 1, 5]).base64EncodedString()
            _ = try home.file("ca.pem", "-----BEGIN CERTIFICATE-----\n\(der)\n-----END CERTIFICATE-----\n")
            _ = try home.file("secret", String(repeating: "s", count: 40))
            _ = try home.file(
                "set.yaml",
                "tls: {ca_file: ~/ca.pem}\nlinks: {secret_file: ~/secret, base_url: https://a.example}\n"
            )
            for (options, variables) in [(["--config", "~/set.yaml"], [:]), ([], ["SALES_CONFIG": "~/set.yaml"])] {
                let doctor = try await home.salesctl(["doctor"] + options, environment: variables)
                #expect(doctor.status == 0, "\(doctor.output)")
                #expect(doctor.output.contains("verified against \(home.folder.path)/ca.pem"), "\(doctor.output)")
                #expect(doctor.output.contains("they lead to https://a.example"), "\(doctor.output)")
            }
            _ = try home.file("kept.jsonl", try await home.salesctl("export").output)
            let taken = try await home.salesctl("import", "~/kept.jsonl")
            #expect(taken.status == 0, "\(taken.errors)")
            let service = try await home.salesctl("service", "install", "--store", store, "--config", "~/set.yaml")
            #expect(service.status == 0, "\(service.errors)")
            let unit = home.folder.path + "/config/systemd/user/salesctl-watch.service"
            let words = try String(contentsOfFile: unit, encoding: .utf8)
            #expect(words.contains("sqlite:\(home.folder.path)/kept/prices.sqlite") && !words.contains("~"), "\(words)")
        }
    }

    @Test("of somebody else are refused with what named them")
    func others() async throws {
        try await Sandbox.with { home in
            let flags = [["--store", "sqlite:~ann/x"], ["--config", "~ann/x"]]
            for flag in flags {
                let run = try await home.salesctl(["list"] + flag)
                #expect(run.status == 64 && run.errors.contains("“~ann/x”"), "\(run.errors)")
            }
            #expect(try await home.salesctl("import", "~ann/x").status == 64)
            let variables = ["SALES_STORE": "sqlite:~ann/x", "SALES_CONFIG": "~ann/x", "SALES_TLS_CA_FILE": "~ann/x"]
            for (name, value) in variables {
                let run = try await home.salesctl(["websites"], environment: [name: value])
                #expect(run.status == 65 && run.errors.contains(name), "\(run.errors)")
            }
        }
    }
}
