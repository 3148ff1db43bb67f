using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using P2P.GraphQL.Tests.Hosting;

namespace P2P.GraphQL.Tests.Demo;

/// <summary>After a whole rehearsal, with every level of every category on, the logs hold no person.</summary>
public class RehearsalLogTests
{
    private const int Contacts = 60;

    [Fact]
    public async Task The_logs_of_a_whole_rehearsal_hold_no_number_no_name_and_no_words()
    {
        var lines = new ConcurrentQueue<string>();
        using var trial = new DemoTrial(File());
        var (exitCode, output) = await trial.RunAsync(services =>
        {
            services.RemoveAll<ILoggerProvider>();
            services.AddSingleton<ILoggerProvider>(new KeptLog(lines));
            services.Configure<LoggerFilterOptions>(options =>
            {
                options.Rules.Clear();
                options.MinLevel = LogLevel.Trace;
            });
        });

        Assert.True(exitCode == 0, output);
        Assert.True(lines.Count > 100, $"Only {lines.Count} lines were logged.");
        var log = string.Join('\n', lines);
        for (var i = 0; i < Contacts; i++)
        {
            Assert.DoesNotContain(Number(i), log, StringComparison.Ordinal);
        }

        Assert.DoesNotMatch("(?i)Qxavia|Zolkow", log); // The contacts' names.
        foreach (var name in new[] { "Maya", "Noor", "Imani", "Elena" }) // Volunteers'.
        {
            Assert.DoesNotMatch($@"\b{Regex.Escape(name)}\b", log);
        }

        Assert.DoesNotContain("Reply STOP", log, StringComparison.OrdinalIgnoreCase); // What was written.
        Assert.DoesNotMatch(@"eyJ[\w-]{20,}", log); // Tokens.
    }

    private static string Number(int i) => $"312555{1000 + (i * 37)}";

    private static byte[] File()
    {
        var csv = new StringBuilder("phone,first_name,last_name,email,zip\n");
        for (var i = 0; i < Contacts; i++)
        {
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"+1{Number(i)},Qxavia{i},Zolkow{i},qxavia{i}@example.org,60601\n");
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }
}
