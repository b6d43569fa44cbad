"""Names known by themselves: places, peoples, organisations, first names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from twicetold.ontology import EntityType


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.replace("\n", " ").split(",") if name.strip()]


_COUNTRIES = """
Afghanistan: Afghan, Albania: Albanian, Algeria: Algerian, Angola: Angolan, Argentina: Argentine
Argentinian, Armenia: Armenian, Australia: Australian, Austria: Austrian, Azerbaijan: Azerbaijani Azeri,
Bahrain: Bahraini, Bangladesh: Bangladeshi, Belarus: Belarusian, Belgium: Belgian, Benin: Beninese, Bhutan:
Bhutanese, Bolivia: Bolivian, Bosnia: Bosnian, Botswana:, Brazil: Brazilian, Britain: British Briton,
Brunei: Bruneian, Bulgaria: Bulgarian, Burkina Faso: Burkinabe, Burma: Burmese, Burundi: Burundian,
Cambodia: Cambodian, Cameroon: Cameroonian, Canada: Canadian, Chad: Chadian, Chile: Chilean, China: Chinese,
Colombia: Colombian, Congo: Congolese, Costa Rica: Costa-Rican, Côte d'Ivoire:, Croatia: Croatian Croat, Cuba: Cuban,
Cyprus: Cypriot, Czech Republic: Czech, Denmark: Danish Dane, Djibouti:, Dominican Republic: Dominican,
Ecuador: Ecuadorean Ecuadorian, Egypt: Egyptian, El Salvador: Salvadoran, England: English, Eritrea:
Eritrean, Estonia: Estonian, Ethiopia: Ethiopian, Fiji: Fijian, Finland: Finnish Finn, France: French,
Gabon: Gabonese, Gambia: Gambian, Georgia: Georgian, Germany: German, Ghana: Ghanaian, Greece: Greek,
Guatemala: Guatemalan, Guinea: Guinean, Haiti: Haitian, Honduras: Honduran, Hungary: Hungarian, Iceland:
Icelandic, India: Indian, Indonesia: Indonesian, Iran: Iranian, Iraq: Iraqi, Ireland: Irish, Israel:
Israeli, Italy: Italian, Ivory Coast: Ivorian, Jamaica: Jamaican, Japan: Japanese, Jordan: Jordanian,
Kazakhstan: Kazakh Kazakhstani, Kenya: Kenyan, Kosovo: Kosovan Kosovar, Kuwait: Kuwaiti, Kyrgyzstan: Kyrgyz,
Laos: Laotian, Latvia: Latvian, Lebanon: Lebanese, Liberia: Liberian, Libya: Libyan, Lithuania: Lithuanian,
Luxembourg:, Madagascar: Malagasy, Malawi: Malawian, Malaysia: Malaysian, Mali: Malian, Malta: Maltese,
Mauritania: Mauritanian, Mexico: Mexican, Moldova: Moldovan, Mongolia: Mongolian, Montenegro: Montenegrin,
Morocco: Moroccan, Mozambique: Mozambican, Myanmar:, Namibia: Namibian, Nepal: Nepalese, Netherlands: Dutch,
New Zealand: New-Zealander, Nicaragua: Nicaraguan, Niger: Nigerien, Nigeria: Nigerian, North Korea:
North-Korean, North Macedonia: Macedonian, Norway: Norwegian, Oman: Omani, Pakistan: Pakistani, Palestine:
Palestinian, Panama: Panamanian, Paraguay: Paraguayan, Peru: Peruvian, Philippines: Filipino Philippine,
Poland: Polish Pole, Portugal: Portuguese, Puerto Rico: Puerto-Rican, Qatar: Qatari, Romania: Romanian,
Russia: Russian, Rwanda: Rwandan, Saudi Arabia: Saudi, Scotland: Scottish Scot, Senegal: Senegalese, Serbia:
Serbian Serb, Sierra Leone:, Singapore: Singaporean, Slovakia: Slovak, Slovenia: Slovenian, Somalia: Somali,
South Africa: South-African, South Korea: South-Korean, South Sudan:, Spain: Spanish Spaniard, Sri Lanka:
Sri-Lankan, Sudan: Sudanese, Sweden: Swedish Swede, Switzerland: Swiss, Syria: Syrian, Taiwan: Taiwanese,
Tajikistan: Tajik, Tanzania: Tanzanian, Thailand: Thai, Togo: Togolese, Tunisia: Tunisian, Turkey: Turkish
Turk, Turkmenistan: Turkmen, Uganda: Ugandan, Ukraine: Ukrainian, United Arab Emirates: Emirati, United
Kingdom:, United States: American, Uruguay: Uruguayan, Uzbekistan: Uzbek, Venezuela: Venezuelan, Vietnam:
Vietnamese, Wales: Welsh, Yemen: Yemeni, Zambia: Zambian, Zimbabwe: Zimbabwean, Soviet Union: Soviet, Korea:
Korean
"""
_PEOPLES = """
European, African, Asian, Arab, Kurd, Kurdish, Muslim, Christian, Catholic, Protestant, Orthodox, Jew,
Jewish, Hindu, Buddhist, Sikh, Sunni, Shia, Shiite, Islamic, Islamist, Republican, Democrat, Democratic,
Conservative, Tory, Tories, Liberal, Communist, Socialist, Marxist, Nazi, Taliban, Houthi, Uyghur, Uighur,
Tibetan, Chechen, Crimean, Tatar, Cossack, Roma, Tamil, Rohingya, Basque, Catalan, Londoner, New Yorker,
Parisian, Texan, Californian, Latino, Hispanic, Caucasian, Scandinavian, Bavarian, Sicilian, Balkan, Baltic,
Nordic, Mormon, Evangelical, Methodist, Anglican, Lutheran, Baptist, Presbyterian, Calvinist, Western,
Slavic, Gaelic, Celtic, Alpine, Andean, Amazonian, Tasmanian, Victorian, Flemish, Walloon, Breton, Corsican, Frisian,
Sami, Inuit, Maori, Pashtun, Punjabi, Bengali, Sinhalese, Zulu, Hausa, Yoruba, Igbo, Berber, Alawite, Druze, Yazidi,
Coptic, Salafist, Labourite, Moscovite, Berliner, Viennese, Venetian, Milanese, Neapolitan
"""
_CITIES = """
Abuja, Accra, Addis Ababa, Aleppo, Algiers, Almaty, Amman, Amsterdam, Ankara, Astana, Athens, Atlanta,
Baghdad, Baku, Bangkok, Barcelona, Basra, Beijing, Beirut, Belfast, Belgrade, Benghazi, Berlin, Bern,
Birmingham, Bogota, Boston, Brasilia, Bratislava, Brussels, Bucharest, Budapest, Buenos Aires, Cairo,
Canberra, Cape Town, Caracas, Cardiff, Casablanca, Chicago, Cologne, Colombo, Copenhagen, Dakar, Dallas,
Damascus, Delhi, Denver, Detroit, Dhaka, Doha, Donetsk, Dubai, Dublin, Edinburgh, Frankfurt, Gaza, Geneva,
Glasgow, Grozny, Hamburg, Hanoi, Harare, Havana, Helsinki, Homs, Hong Kong, Houston, Islamabad, Istanbul,
Jakarta, Jerusalem, Johannesburg, Juba, Kabul, Kampala, Kandahar, Karachi, Kathmandu, Kharkiv, Khartoum,
Kiev, Kigali, Kinshasa, Kyiv, Lagos, Lahore, Leeds, Lima, Lisbon, Liverpool, London, Los Angeles, Luanda,
Luhansk, Lyon, Madrid, Managua, Manchester, Manila, Marseille, Mecca, Melbourne, Mexico City, Miami, Milan,
Minsk, Mogadishu, Montreal, Moscow, Mosul, Mumbai, Munich, Nairobi, Naples, New Delhi, New York, New York
City, Nur-Sultan, Odessa, Oslo, Ottawa, Paris, Philadelphia, Phnom Penh, Phoenix, Prague, Pretoria,
Pyongyang, Quito, Rabat, Raqqa, Riga, Rio de Janeiro, Riyadh, Rome, San Diego, San Francisco, San Salvador,
Santiago, Sao Paulo, Sarajevo, Seattle, Seoul, Shanghai, Shymkent, Skopje, Sofia, St. Petersburg, Stockholm,
Strasbourg, Sydney, Taipei, Tallinn, Tashkent, Tbilisi, Tehran, Tel Aviv, The Hague, Tokyo, Toronto,
Tripoli, Tunis, Turin, Ulaanbaatar, Vancouver, Venice, Vienna, Vilnius, Warsaw, Washington, Washington DC,
Wellington, Wuhan, Yangon, Yerevan, Zagreb, Zurich, Alabama, Alaska, Arizona, Arkansas, California,
Colorado, Connecticut, Delaware, Florida, Hawaii, Idaho, Illinois, Indiana, Iowa, Kansas, Kentucky,
Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota, Mississippi, Missouri, Montana, Nebraska,
Nevada, New Hampshire, New Jersey, New Mexico, North Carolina, North Dakota, Ohio, Oklahoma, Oregon,
Pennsylvania, Rhode Island, South Carolina, South Dakota, Tennessee, Texas, Utah, Vermont, Virginia, West
Virginia, Wisconsin, Wyoming, Ontario, Quebec, Alberta, British Columbia, Queensland, Victoria, Catalonia,
Bavaria, Saxony, Chechnya, Dagestan, Kashmir, Punjab, Xinjiang, Tibet, Guangdong, Sichuan, US, U.S, U.S.A,
USA, UK, U.K, UAE, U.A.E, D.C, America, USSR, GDR, DRC, Vatican, Northern Ireland, Abkhazia, South Ossetia,
Transnistria, Kurdistan, Greenland, Macau, Monaco, Liechtenstein, Andorra, San Marino, Cape Verde, Maldives,
Seychelles, Mauritius
"""
_REGIONS = """
Africa, Asia, Europe, Antarctica, Arctic, Oceania, North America, South America, Latin America, Central
America, Middle East, Near East, Far East, Central Asia, South Asia, Southeast Asia, East Asia, Balkans,
Baltics, Caucasus, Caribbean, Crimea, Donbas, Donbass, Sahel, Sahara, Maghreb, Horn of Africa, Siberia,
Scandinavia, Levant, Mediterranean, Atlantic, Pacific, Black Sea, Baltic Sea, Caspian Sea, Red Sea, Persian
Gulf, Gulf, Alps, Himalayas, Andes, Amazon, Nile, Danube, Rhine, Volga, Thames, Mississippi River, Dnieper,
Everest, Mount Everest, West Bank, Gaza Strip, Golan Heights, Eastern Europe, Western Europe, Sub-Saharan
Africa, West Africa, East Africa, North Africa, Earth, Mars, Moon, West, Eurasia, Midwest, New England,
Sinai, Darfur, Patagonia, Tigray, Bering Strait, Suez Canal, Panama Canal
"""
_FACILITIES = """
White House, Kremlin, Pentagon, Capitol, Capitol Hill, Downing Street, Buckingham Palace, Elysee, Elysee
Palace, Guantanamo Bay, Guantanamo, Heathrow, Wembley, Wall Street, Red Square, Tahrir Square, Maidan,
Eiffel Tower, Chernobyl
"""
_ORGANISATIONS = """
UN, U.N, EU, E.U, NATO, Nato, IMF, WHO, WTO, OPEC, OSCE, BBC, CNN, NPR, ABC, NBC, CBS, AFP, AP, TASS, Tass,
Reuters, Bloomberg, Xinhua, Interfax, Axios, Politico, Al Jazeera, Guardian, New York Times, Washington
Post, Wall Street Journal, Financial Times, Associated Press, Fox News, FBI, CIA, NSA, KGB, FSB, NASA, FIFA,
UEFA, IOC, ECB, Fed, Federal Reserve, Unicef, UNICEF, Unesco, UNESCO, Interpol, Europol, Congress,
Parliament, Senate, House of Representatives, Bundestag, Duma, Knesset, Hamas, Hezbollah, Islamic State,
Isis, ISIS, al-Qaeda, Al-Qaeda, Boko Haram, Google, Apple, Amazon.com, Microsoft, Facebook, Meta, Twitter,
Tesla, Boeing, Airbus, Samsung, Toyota, Sony, Intel, IBM, Gazprom, Rosneft, Shell, BP, Exxon, Volkswagen,
BMW, Ford, Huawei, Netflix, Uber, Goldman Sachs, JPMorgan, HSBC, Lufthansa, Ryanair, Getty, YouTube,
WhatsApp, Labour, Fidesz, Amnesty International, Human Rights Watch, Red Cross, Greenpeace, Oxfam, CDC, EPA,
European Union, United Nations, African Union, Arab League, World Bank, Supreme Court, Scotland Yard, GOP,
ISI, IAEA
"""
_MALE = """
Aaron, Abdul, Abdullah, Abel, Abraham, Adam, Adrian, Ahmad, Ahmed, Akira, Alan, Albert, Alberto, Alejandro,
Aleksandr, Aleksei, Alessandro, Alex, Alexander, Alexei, Alfred, Alfredo, Ali, Alvaro, Amos, Anatoly, Anders,
Andre, Andreas, Andrei, Andres, Andrew, Angus, Anil, Anthony, Antoine, Anton, Antonio, Arjun, Arkady, Arnold,
Arthur, Arvind, Ashok, Axel, Barack, Barry, Bashar, Ben, Benigno, Benjamin, Bernard, Bernie, Bill, Bjorn, Bob,
Bogdan, Boris, Brad, Bradley, Brandon, Brendan, Brian, Bruce, Bryan, Callum, Cameron, Carl, Carlos, Casey,
Cesar, Charles, Chinedu, Chris, Christian, Christopher, Claude, Claudio, Clive, Colin, Conor, Craig, Cyril,
Damien, Dan, Daniel, Daniil, Darren, Dave, David, Dean, Denis, Dennis, Derek, Desmond, Diego, Dieter, Dimitri,
Dmitry, Dominic, Donald, Douglas, Dragan, Duncan, Dylan, Edgar, Eduardo, Edward, Edwin, Emeka, Emil, Emmanuel,
Enrique, Eric, Erik, Ernest, Ethan, Eugene, Evan, Fabio, Farhad, Farid, Felipe, Felix, Ferdinand, Fernando,
Finn, Florian, Francis, Francisco, Frank, Franz, Fred, Friedrich, Gabriel, Gareth, Gary, Gaston, Gennady,
Geoffrey, George, Gerald, Gerard, Gerhard, Giovanni, Giuseppe, Glenn, Goran, Gordon, Graham, Greg, Gregory,
Guillermo, Gunther, Gustav, Guy, Hamid, Hamza, Hans, Harold, Harry, Hasan, Hassan, Hector, Helmut, Henrik,
Henry, Herbert, Hiro, Hiroshi, Howard, Hugh, Hugo, Hussein, Ian, Ibrahim, Ibrahima, Idris, Igor, Imran, Isaac,
Ismail, Istvan, Ivan, Ivor, Jacek, Jack, Jacob, Jaime, Jakob, Jalal, Jamal, James, Jamie, Jan, Janusz, Jason,
Javier, Jay, Jean, Jeff, Jeffrey, Jeremy, Jerome, Jerry, Jesus, Jim, Jimmy, Jiri, Joao, Joaquin, Joe, Joel,
Johan, Johann, Johannes, John, Jon, Jonas, Jonathan, Jordi, Jorge, Jose, Josef, Joseph, Joshua, Juan, Julian,
Julio, Juma, Jurgen, Justin, Karim, Karl, Kazuo, Keith, Ken, Kenji, Kenneth, Kevin, Khalid, Kim, Kirill, Kofi,
Konstantin, Kurt, Kwabena, Kwame, Larry, Lars, Laszlo, Laurence, Lawrence, Lee, Leo, Leon, Leonard, Leonardo,
Leonid, Lewis, Liam, Lorenzo, Louis, Luc, Luca, Lucas, Ludwig, Luigi, Luis, Luke, Magnus, Mahmoud, Malcolm,
Mamadou, Mansour, Manuel, Marc, Marcel, Marco, Marcus, Marek, Mario, Mark, Markus, Martin, Marty, Mathias,
Matt, Matteo, Matthew, Maurice, Max, Maxim, Mehmet, Michael, Miguel, Mike, Mikhail, Milan, Miroslav, Mitchell,
Mitt, Mohamed, Mohammad, Mohammed, Mohan, Morgan, Muhammad, Murray, Mustafa, Narendra, Nasser, Nathan,
Nathaniel, Neil, Nicholas, Nick, Nicolas, Nigel, Nikita, Niklas, Nikola, Nikolai, Nils, Noah, Norman,
Nursultan, Olaf, Ole, Oleg, Oliver, Olusegun, Omar, Osama, Oscar, Oskar, Otto, Ousmane, Owen, Pablo, Paolo,
Pascal, Patrick, Paul, Paulo, Pavel, Pedro, Per, Percy, Peter, Petr, Philip, Pierre, Pieter, Piotr, Rafael,
Rahul, Raj, Rajesh, Ralph, Ramon, Rashid, Raul, Ravi, Raymond, Recep, Reza, Ricardo, Richard, Rick, Robert,
Roberto, Rodolfo, Rodrigo, Roger, Roland, Roman, Ronald, Ross, Roy, Ruben, Rudolf, Rudy, Rui, Rupert, Ruslan,
Russell, Rustam, Ryan, Saeed, Salman, Salvador, Sam, Samuel, Sandeep, Sanjay, Santosh, Scott, Sean, Sebastian,
Sergei, Sergey, Sergio, Seth, Shane, Shaun, Shawn, Shinzo, Sidney, Simon, Stanley, Stefan, Stephen, Steve,
Steven, Stuart, Sven, Tadeusz, Takashi, Tariq, Taro, Ted, Terence, Terry, Theo, Theodore, Thomas, Tibor, Tim,
Timothy, Timur, Tobias, Todd, Tom, Tomas, Tony, Travis, Trevor, Tristan, Umar, Vaclav, Vasily, Victor, Vijay,
Vikram, Viktor, Vincent, Vincenzo, Vitaly, Vladimir, Volodymyr, Wade, Walid, Walter, Wayne, Wilhelm, Willem,
William, Wolfgang, Xavier, Yahya, Yasser, Yevgeny, Yoshi, Youssef, Yuri, Yusuf, Zachary, Ziad, Zoltan, Zoran
"""
_FEMALE = """
Abena, Abigail, Ada, Adele, Adriana, Agnes, Agnieszka, Aigul, Aiko, Aisha, Akosua, Alexa, Alexandra, Alice,
Alicia, Alison, Ama, Amanda, Amber, Amelia, Amina, Amy, Ana, Anastasia, Andrea, Angela, Angelina, Angelique,
Anita, Anja, Ann, Anna, Anne, Annette, Annie, Antonia, Ariana, Asha, Astrid, Audrey, Ava, Barbara, Beata,
Beatrice, Beatriz, Bella, Bernadette, Beth, Betty, Birgit, Birgitta, Bonnie, Bozena, Brenda, Bridget,
Brigitte, Camilla, Candice, Carla, Carmen, Carol, Caroline, Caterina, Catherine, Cecilia, Celia, Celine,
Chantal, Charlotte, Chiara, Chioma, Chloe, Christina, Christine, Ciara, Claire, Clara, Claudia, Colette,
Comfort, Connie, Constance, Cristina, Cynthia, Dagmar, Daisy, Daniela, Daphne, Deborah, Deepa, Deirdre,
Denise, Diana, Dilma, Dinara, Dolores, Donna, Dora, Doreen, Doris, Dorothy, Edith, Eileen, Elaine, Eleanor,
Elena, Elisa, Elisabeth, Elizabeth, Ella, Ellen, Elsa, Elvira, Emily, Emma, Erika, Esther, Eugenia, Eva,
Evelyn, Ewa, Fatima, Fiona, Florence, Frances, Francesca, Francoise, Freya, Frida, Gabriela, Gail, Gemma,
Georgina, Gertrude, Gillian, Gina, Giorgia, Giulia, Gladys, Gloria, Grace, Grazyna, Greta, Gudrun, Gulnara,
Hannah, Harriet, Haruko, Hazel, Heather, Heidi, Helen, Helena, Helga, Henrietta, Hilda, Hillary, Ida, Ilona,
Ines, Inga, Ingrid, Irene, Irina, Iris, Isabel, Isabella, Ivana, Ivanka, Ivy, Jacinda, Jacqueline, Jana, Jane,
Janet, Jasmine, Jeanne, Jelena, Jennifer, Jenny, Jessica, Jill, Joan, Joanna, Joanne, Josephine, Joyce, Juana,
Judith, Judy, Julia, Julie, Juliet, Kamala, Karen, Karin, Karina, Karolina, Katalin, Katarina, Kate,
Katherine, Kathleen, Kathryn, Katja, Katrin, Katya, Kavita, Keiko, Kelly, Khadija, Kim, Kirsten, Kristin,
Kristina, Ksenia, Lakshmi, Lana, Larissa, Laura, Lauren, Leah, Leila, Lena, Leyla, Lidia, Lila, Lilian, Lily,
Lina, Linda, Lindiwe, Ling, Lisa, Liz, Lizzie, Ljubica, Lorena, Lorraine, Louise, Lucia, Lucie, Lucy, Ludmila,
Luisa, Lydia, Lynn, Madeleine, Magdalena, Maja, Malgorzata, Manuela, Marcela, Margaret, Margarita, Maria,
Mariam, Marianne, Marie, Marina, Marine, Marion, Marta, Martha, Martina, Mary, Matilda, Maureen, Maya, Meena,
Megan, Mei, Melania, Melissa, Mercedes, Meredith, Michelle, Michiko, Mila, Milica, Mina, Miranda, Miriam,
Molly, Mona, Monica, Monika, Muriel, Nadia, Nancy, Naomi, Natalia, Natalie, Natasha, Nazira, Ngozi, Nicola,
Nicole, Nina, Nora, Norma, Odile, Oksana, Olena, Olga, Olivia, Oprah, Paola, Patience, Patricia, Paula,
Pauline, Penelope, Petra, Philippa, Pilar, Polly, Pooja, Priya, Rachel, Rebecca, Regina, Rekha, Renata, Renee,
Rita, Roberta, Rosa, Rosalie, Rosario, Rose, Rosemary, Ruth, Sabina, Sabrina, Sadia, Sally, Samantha, Sana,
Sandra, Sara, Sarah, Saskia, Selma, Shanti, Sheila, Shirley, Sigrid, Silvia, Simone, Siobhan, Snezana, Sofia,
Solveig, Sonia, Soo-jin, Sophie, Stephanie, Sunita, Susan, Suzanne, Svetlana, Sybil, Sylvia, Tamara, Tania,
Tanya, Tara, Tatiana, Tatyana, Teresa, Thandi, Thelma, Theresa, Tina, Tracy, Trudy, Uma, Una, Ursula,
Valentina, Valeria, Vanessa, Vera, Veronica, Vesna, Victoria, Viola, Violet, Virginie, Vivian, Wanjiru, Wendy,
Wilma, Winifred, Yasmin, Yoko, Yolanda, Yuki, Yulia, Yvette, Yvonne, Zahra, Zainab, Zara, Zarina, Zoe, Zsuzsa
"""
_ALIASES = {
    "us": "united states", "u.s": "united states", "usa": "united states", "u.s.a": "united states",
    "america": "united states", "uk": "united kingdom", "u.k": "united kingdom", "britain": "united kingdom",
    "un": "united nations", "u.n": "united nations", "eu": "european union", "e.u": "european union",
    "côte d'ivoire": "ivory coast", "u.a.e": "united arab emirates", "uae": "united arab emirates", "d.c": "washington",
}  # fmt: skip


def _known() -> dict[str, EntityType]:
    known: dict[str, EntityType] = {}
    lists: tuple[tuple[str, EntityType], ...] = (
        (_FACILITIES, "FAC"), (_REGIONS, "LOC"), (_ORGANISATIONS, "ORG"), (_CITIES, "GPE"), (_PEOPLES, "NORP"),
    )  # fmt: skip
    for names, kind in lists:
        known.update(dict.fromkeys(_listed(names), kind))
    for entry in _listed(_COUNTRIES):
        country, _, demonyms = entry.partition(":")
        known[country] = "GPE"
        known.update(dict.fromkeys(demonyms.replace("-", " ").split() if " " not in country else [], "NORP"))
        known.update({demonym.replace("-", " "): "NORP" for demonym in demonyms.split()})
    known.update({f"{name}s": "NORP" for name, kind in list(known.items()) if kind == "NORP"})
    return known


KNOWN: Final[dict[str, EntityType]] = _known()
"""Names with their types; peoples also as plurals."""
MALE: Final = frozenset(_listed(_MALE))
FEMALE: Final = frozenset(_listed(_FEMALE))
GIVEN: Final = MALE | FEMALE


def canonical(name: str) -> str:
    """Return the form under which the spellings of a name meet ("U.S.", "America": "united states")."""
    plain = name.lower().rstrip(".").replace("\u2019", "'")
    return _ALIASES.get(plain, plain)
