using System.CommandLine;
using System.Globalization;
using P2P.GraphQL.Demo.Screens;
using Spectre.Console;

namespace P2P.GraphQL.Demo;

/// <summary><c>demo</c>: the main job, from a contact file to live counts and a verdict.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var usual = new DemoOptions();
        var contacts = new Argument<string?>("contacts.csv")
        {
            Description = "The contacts to text. Without it: the 2,000 of samples/data/contacts.csv.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        contacts.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', ..] and var unknown }])
            {
                result.AddError($"There is no option '{unknown}'.");
            }
        });
        var once = new Option<bool>("--once") { Description = "End with the verdict: 0 if all of it passes, else 1." };
        var database = new Option<string>("--database")
        {
            Description = "The SQLite file; the next start goes on with it.",
            DefaultValueFactory = _ => usual.Database,
        };
        var seed = new Option<int>("--seed")
        {
            Description = "The same seed and file give the same replies and mishaps.",
            DefaultValueFactory = _ => usual.Seed,
        };
        var speed = new Option<double>("--speed")
        {
            Description = "Simulated seconds per second, 1 to 3600.",
            DefaultValueFactory = _ => usual.Speed,
        };
        speed.Validators.Add(result =>
        {
            var text = result.Tokens is [var token] ? token.Value : null; // What is no number is told of by the parser.
            if (double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value is not (>= 1 and <= 3_600))
            {
                result.AddError("--speed is from 1 to 3600.");
            }
        });
        var urls = new Option<string>("--urls")
        {
            Description = "Where the server listens; port 0 takes any that is free.",
            DefaultValueFactory = _ => usual.Urls,
        };
        var command = new Command("demo", "Watch a whole texting action: contacts, volunteers, replies and opt-outs, all simulated.")
        {
            contacts, once, database, seed, speed, urls,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new DemoOptions
            {
                Contacts = parsed.GetValue(contacts),
                Once = parsed.GetValue(once),
                Database = parsed.GetValue(database)!,
                Seed = parsed.GetValue(seed),
                Speed = parsed.GetValue(speed),
                Urls = parsed.GetValue(urls)!,
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await new DemoRun(options, new DemoScreen(AnsiConsole.Console)).RunAsync(cancellationToken);
        }
        catch (DemoFailedException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return options.Once ? 1 : 0;
        }
    }
}
