using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

#nullable disable

namespace P2P.Sdk.EntityFrameworkCore.Migrations.Postgres
{
    /// <inheritdoc />
    internal partial class Browsers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "browsers",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint_hash = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    public_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    secret = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    added_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_browsers", x => new { x.campaign_id, x.endpoint_hash });
                    table.ForeignKey(
                        name: "FK_browsers_users_campaign_id_user_id",
                        columns: x => new { x.campaign_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "campaign_id", "user_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_browsers_campaign_id_user_id",
                table: "browsers",
                columns: new[] { "campaign_id", "user_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "browsers");
        }
    }
}
